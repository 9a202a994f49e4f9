package dev.vmsh.problem;

import java.util.List;

/** The project's files have faults; carries all of them, in file order. */
public class ProjectException extends VmshException {
    private static final long serialVersionUID = 1L;

    public ProjectException(List<Problem> problems) {
        super(
                problems.size() == 1 ? problems.get(0).text() : problems.size() + " problems in the project",
                problems.size() == 1 ? problems.get(0).remedy() : "Fix them and try again",
                problems,
                null);
    }
}

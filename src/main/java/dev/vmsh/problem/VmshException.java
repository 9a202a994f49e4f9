package dev.vmsh.problem;

import java.util.List;

/**
 * A failure that a user can understand: what went wrong, where, and what to type next. The shell prints it in one place, without a
 * stack trace unless asked.
 */
public class VmshException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final transient List<Problem> problems;

    /** @param remedy what to type next; may be empty, never null */
    public VmshException(String message, String remedy) {
        this(message, remedy, List.of(), null);
    }

    public VmshException(String message, String remedy, Throwable cause) {
        this(message, remedy, List.of(), cause);
    }

    protected VmshException(String message, String remedy, List<Problem> problems, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
        this.problems = List.copyOf(problems);
    }

    public String remedy() {
        return remedy;
    }

    /** The places in the project's files that are to blame; empty if none. */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }

    /** The process's exit code when this ends a command: 1, or 2 for wrong arguments, or 3 for a plain "no". */
    public int exitCode() {
        return 1;
    }
}

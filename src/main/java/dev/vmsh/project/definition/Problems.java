package dev.vmsh.project.definition;

import dev.vmsh.problem.Problem;
import dev.vmsh.problem.ProjectException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong in a project, so that it is told all at once. Not safe for threads. */
public final class Problems {
    private static final Comparator<Problem> BY_PLACE =
            Comparator.comparing(Problem::file).thenComparingInt(Problem::line).thenComparingInt(Problem::column);

    private final Set<Problem> found = new LinkedHashSet<>();

    public void add(Problem problem) {
        found.add(problem);
    }

    public void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    /** A fault of a whole file, told at its first line. */
    public void add(String file, String message, String remedy) {
        add(new Problem(file, 1, 0, message, remedy));
    }

    /** A fault at {@code offset} of {@code source}; -1 for the whole file. */
    public void add(Source source, int offset, String message, String remedy) {
        add(source.problem(offset, message, remedy));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int size() {
        return found.size();
    }

    /** Sorted by file and place. */
    public List<Problem> sorted() {
        var sorted = new ArrayList<>(found);
        sorted.sort(BY_PLACE);
        return List.copyOf(sorted);
    }

    /** @throws ProjectException if there is any */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ProjectException(sorted());
        }
    }
}

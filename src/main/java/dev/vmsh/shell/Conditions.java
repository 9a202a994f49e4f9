package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which lines of a script are to be done: {@code \if}, {@code \elif}, {@code \else} and {@code \endif}, nested. */
final class Conditions {
    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "on", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "off", "0");
    private static final Pattern DEFINED = Pattern.compile(":\\{\\?(\\w+)}");

    private final Deque<Branch> branches = new ArrayDeque<>();

    /**
     * @param taken whether one of its branches was done already, or none may be;
     * @param last whether {@code \else} was seen
     */
    private record Branch(boolean active, boolean taken, boolean last) {}

    boolean active() {
        return branches.isEmpty() || branches.peek().active();
    }

    boolean open() {
        return !branches.isEmpty();
    }

    /** Forgets the innermost condition; does nothing if there is none. */
    void leave() {
        branches.poll();
    }

    /**
     * Follows {@code line} if it is one of the four.
     *
     * @return whether it is
     * @throws UsageException if it stands in the wrong place, or its condition is neither true nor false
     */
    boolean take(String line, Map<String, String> variables) {
        String[] words = line.split("\\s+", 2);
        String condition = words.length > 1 ? words[1] : "";
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "\\if" -> {
                boolean holds = active() && holds(condition, variables);
                branches.push(new Branch(holds, holds || !active(), false));
            }
            case "\\elif" -> {
                Branch branch = middle(words[0]);
                boolean holds = !branch.taken() && holds(condition, variables);
                branches.push(new Branch(holds, branch.taken() || holds, false));
            }
            case "\\else" -> {
                Branch branch = middle(words[0]);
                branches.push(new Branch(!branch.taken(), true, true));
            }
            case "\\endif" -> {
                if (branches.poll() == null) {
                    throw new UsageException("\\endif without \\if", "Take it out, or add \\if before");
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Branch middle(String word) {
        Branch branch = branches.poll();
        if (branch == null || branch.last()) {
            throw new UsageException(
                    word + (branch == null ? " without \\if" : " after \\else"), "Put it between \\if and \\endif");
        }
        return branch;
    }

    private static boolean holds(String condition, Map<String, String> variables) {
        String known =
                DEFINED.matcher(condition).replaceAll(match -> Boolean.toString(variables.containsKey(match.group(1))));
        String value = Variables.inCommand(known, variables).strip().toLowerCase(Locale.ROOT);
        boolean negated = value.startsWith("not ");
        String word = (negated ? value.substring(4) : value).strip().replace("'", "");
        if (!TRUE.contains(word) && !FALSE.contains(word)) {
            throw new UsageException(
                    "'%s' is neither true nor false".formatted(condition),
                    "Write true or false, or a variable with such a value");
        }
        return TRUE.contains(word) != negated;
    }
}

package dev.vmsh.shell;

import java.util.List;

/** One command of the shell: picocli fills its fields, then it is run. Failures are {@link dev.vmsh.problem.VmshException}s. */
@FunctionalInterface
public interface ShellCommand {
    /** Everything was done, or there was nothing to do. */
    int DONE = 0;

    /** The answer is no: differences, failed audits, a choice that is needed. */
    int NO = 3;

    /** @return the exit code: {@link #DONE} or {@link #NO} */
    int run();

    /** A command that reads the rest of its line as it stands, quotes and all, unless it is one quoted word. */
    interface TakesText extends ShellCommand {}

    /** A command that keeps what it is given for later: variables are not put in now. */
    interface Verbatim extends TakesText {}

    /** A command whose name is a statement in SQL too: {@code rollback} alone ends a transaction. */
    interface AlsoSql extends ShellCommand {
        /**
         * Whether a line is meant as SQL.
         *
         * @param words what follows the name
         */
        boolean isSql(List<String> words);
    }
}

package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.UsageException;
import java.util.Locale;

/** Asks before something that cannot be undone. Nothing is ever asked in a script: there the flag that answers is named instead. */
public final class Confirmations {
    private final CurrentSession session;
    private final Console console;

    public Confirmations(CurrentSession session, Console console) {
        this.session = session;
        this.console = console;
    }

    /**
     * A yes or no question.
     *
     * @param flag what answers it in a script: {@code --yes}
     * @throws UsageException if nobody can be asked
     */
    public boolean confirm(String question, String flag) {
        if (session.get().rules().yes()) {
            return true;
        }
        requireSomebody(question, flag);
        return console.person()
                .ask(question + " [y/N] ")
                .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
                .filter(answer -> answer.equals("y") || answer.equals("yes"))
                .isPresent();
    }

    /**
     * As {@link #confirm}, but for prod the environment's name must be typed: a yes becomes a habit.
     *
     * @throws UsageException if nobody can be asked
     */
    public boolean confirm(String question, EnvironmentName environment, String flag) {
        if (!environment.isProd()) {
            return confirm(question, flag);
        }
        return confirmByName(question, environment.toString(), flag);
    }

    /**
     * As {@link #confirm}, but {@code name} must be typed.
     *
     * @throws UsageException if nobody can be asked
     */
    public boolean confirmByName(String question, String name, String flag) {
        if (session.get().rules().yes()) {
            return true;
        }
        requireSomebody(question, flag);
        return console.person()
                .ask(question + " Type '" + name + "' to go on: ")
                .filter(answer -> answer.strip().equals(name))
                .isPresent();
    }

    /** @throws UsageException if the session is read-only */
    public void requireWritable(String what) {
        if (session.get().rules().readOnly()) {
            throw new UsageException(what + " is refused: the session is read-only", "Start vmsh without --read-only");
        }
    }

    private void requireSomebody(String question, String flag) {
        if (!session.get().rules().interactive()) {
            throw new UsageException("nobody is there to answer: " + question, "Give " + flag + " to answer yes");
        }
    }
}

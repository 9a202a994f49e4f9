package dev.vmsh.shell;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What makes the prompt pleasant, each with a setting of its own. Immutable.
 *
 * @param tips whether newcomers are told something at the start
 * @param completion whether anything is offered while typing: Tab, and the grey rest of the line
 * @param keys which keys edit a line
 * @param pager what shows text that is longer than the screen
 */
public record Comforts(boolean tips, boolean completion, Keys keys, Pager pager) {
    /** What is in force until somebody asks for something else. */
    public static final Comforts DEFAULT = new Comforts(true, true, Keys.EMACS, new Pager.BuiltIn());

    public Comforts {
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(pager, "pager");
    }

    /** Which editor's keys move the cursor. */
    public enum Keys {
        EMACS,
        VI
    }

    /** What shows text that is longer than the screen. */
    public sealed interface Pager {
        /** Nothing: the text runs through. */
        record Off() implements Pager {}

        /** The one that vmsh brings. */
        record BuiltIn() implements Pager {}

        /** @param command with its arguments, separated by blanks; reads the text from its standard input */
        record Program(String command) implements Pager {}
    }

    /** @param environment variables of the process: VMSH_PAGER, else PAGER, may name a pager */
    static Comforts of(Map<String, String> environment) {
        return Stream.of("VMSH_PAGER", "PAGER")
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(program -> !program.isEmpty())
                .findFirst()
                .map(program -> DEFAULT.withPager(new Pager.Program(program)))
                .orElse(DEFAULT);
    }

    public Comforts withTips(boolean changed) {
        return new Comforts(changed, completion, keys, pager);
    }

    public Comforts withCompletion(boolean changed) {
        return new Comforts(tips, changed, keys, pager);
    }

    public Comforts withKeys(Keys changed) {
        return new Comforts(tips, completion, changed, pager);
    }

    public Comforts withPager(Pager changed) {
        return new Comforts(tips, completion, keys, changed);
    }
}

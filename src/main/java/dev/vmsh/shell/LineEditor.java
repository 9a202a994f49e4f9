package dev.vmsh.shell;

import dev.vmsh.shell.completion.Completion;
import java.io.PrintWriter;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what is typed, with all the comforts; also whoever types it. For the shell's own thread. */
public interface LineEditor extends Person, AutoCloseable {
    /**
     * Waits for something whole: a command, or statements that are finished.
     *
     * @param prompt asked for again when there is something to show it before, for another may have come meanwhile
     */
    Typed read(Supplier<Prompt> prompt, Comforts comforts);

    /** Shows another prompt before what is being typed, if something is; from any thread. */
    void prompt(Prompt now);

    /** Shows a line above what is being typed, or before the next prompt; from any thread. */
    void announce(String line);

    /** The screen. */
    PrintWriter writer();

    @Override
    void close();

    /** What came of waiting. */
    sealed interface Typed {
        record Text(String text) implements Typed {}

        /** Ctrl-C: what stood there is thrown away. */
        record Abandoned() implements Typed {}

        /** Ctrl-D on an empty line, or the terminal is gone. */
        record Ended() implements Typed {}
    }

    /** Makes the editor once it is known that somebody is there. */
    @FunctionalInterface
    interface Factory {
        /**
         * @param commandNames how a command is told from SQL; asked for when something is typed
         * @param completion what can be typed
         */
        LineEditor open(Supplier<Set<String>> commandNames, Completion completion, boolean coloured);
    }
}

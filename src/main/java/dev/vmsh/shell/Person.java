package dev.vmsh.shell;

import java.util.List;
import java.util.Optional;

/** Whoever sits at the terminal, if anybody does. For the shell's own thread. */
public interface Person {
    /** A script: nobody to ask, no screen. */
    Person NOBODY = new Person() {
        @Override
        public int width() {
            return 0;
        }

        @Override
        public boolean coloured() {
            return false;
        }

        @Override
        public Optional<String> ask(String question) {
            return Optional.empty();
        }

        @Override
        public boolean show(String text, boolean wraps, Comforts.Pager pager) {
            return false;
        }

        @Override
        public Interruption onInterrupt(Runnable action) {
            return () -> {};
        }
    };

    /** Columns of the screen; 0 if there is none. */
    int width();

    boolean coloured();

    /** One line of answer; empty if there is none: nobody is there, or Ctrl-C or Ctrl-D was typed. */
    Optional<String> ask(String question);

    /**
     * Shows text, in {@code pager} if it is longer than the screen.
     *
     * @param wraps whether the screen may break its long lines; a table would fall apart
     * @return false if there is no screen, so that nothing was shown
     */
    boolean show(String text, boolean wraps, Comforts.Pager pager);

    /** Shows {@code text} on the line of the cursor until the next call, for any thread; empty takes it away. Nothing where there is no screen. */
    default void status(String text) {}

    /** Empties the screen; does nothing if there is none. */
    default void clear() {}

    /** Lets {@code text} be edited in the user's editor; empty if there is none, or it was left without saving. */
    default Optional<String> edit(String text) {
        return Optional.empty();
    }

    /** What was typed before, oldest first. */
    default List<String> history() {
        return List.of();
    }

    /** Until it is closed, Ctrl-C does {@code action}, on another thread; at once if {@link #interrupted}. */
    Interruption onInterrupt(Runnable action);

    /** Whether Ctrl-C was typed since the last line was read, at a moment when nothing could be stopped or at a question. */
    default boolean interrupted() {
        return false;
    }

    /** Gives Ctrl-C back its former meaning. */
    interface Interruption extends AutoCloseable {
        @Override
        void close();
    }
}

package dev.vmsh.shell.jline;

import java.io.IOError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.IntSupplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.impl.LineReaderImpl;

/**
 * What was pasted. Of what is too long to be edited nothing is kept but its length, so a slip of the mouse costs neither memory nor minutes.
 *
 * @param text as pasted, lines ending as in a text; empty if it was too long
 * @param length in characters, of all that came
 * @param behind what was typed after it and has been read already
 */
record Paste(String text, long length, String behind) {
    /** Measured: a line reader that redraws all it holds takes a second or two for so much, and feels broken with more. */
    static final int LONGEST = 1_000_000;

    private static final String END = LineReaderImpl.BRACKETED_PASTE_END;

    /** What a line reader has read ahead is less than that, and so are most pastes. */
    private static final int NEAR = 16_384;

    private static final long STILL_COMING_MILLIS = 300;

    /** @param before how much stands there already */
    boolean fits(int before) {
        return before + length <= LONGEST;
    }

    /**
     * Reads as far as the mark that ends it.
     *
     * @param keys the next character of the line reader, which may have read ahead
     * @throws IOError of an {@link InterruptedIOException} at Ctrl-C, after the rest is read, lest it be taken for what is typed
     */
    static Paste read(TerminalBytes terminal, IntSupplier keys) {
        var reading = new Reading(terminal);
        try {
            return reading.all(keys);
        } catch (IOError e) {
            if (e.getCause() instanceof InterruptedIOException) {
                reading.throwAwayTheRest();
            }
            throw e;
        } catch (InterruptedIOException e) {
            reading.throwAwayTheRest();
            throw new IOError(e);
        } catch (IOException e) {
            throw new EndOfFileException(e);
        }
    }

    /** How far it is read. */
    private static final class Reading {
        private final TerminalBytes terminal;
        private final StringBuilder kept = new StringBuilder();
        /** Of what came and is not kept. */
        private long dropped;

        Reading(TerminalBytes terminal) {
            this.terminal = terminal;
            terminal.begin();
        }

        Paste all(IntSupplier keys) throws IOException {
            int end = -1;
            for (int i = 0; i < NEAR && end < 0; i++) {
                int key = keys.getAsInt();
                if (key < 0) {
                    throw new EndOfFileException();
                }
                kept.appendCodePoint(key);
                end = key == '~' ? end(1) : -1;
            }
            while (end < 0) {
                end = add(terminal.read(0));
            }
            long length = dropped + end;
            String behind = kept.substring(end + END.length());
            kept.setLength(end);
            return new Paste(length > LONGEST ? "" : unixLines(kept.toString()), length, behind);
        }

        private static String unixLines(String text) {
            return text.replace("\r\n", "\n").replace('\r', '\n');
        }

        /** Where the mark begins that the last {@code added} characters end, or hold. */
        private int end(int added) {
            return kept.indexOf(END, Math.max(0, kept.length() - added - END.length() + 1));
        }

        /** Adds what came; where the mark begins, or -1. */
        private int add(CharSequence next) {
            kept.append(next);
            int end = end(next.length());
            if (end < 0 && dropped + kept.length() > LONGEST + END.length()) {
                int excess = kept.length() - END.length();
                kept.delete(0, excess);
                dropped += excess;
            }
            return end;
        }

        /** Until the mark, or until nothing comes any more: the driver forgets what it holds at Ctrl-C, the mark perhaps with it. */
        void throwAwayTheRest() {
            boolean coming = true;
            while (coming) {
                try {
                    CharSequence next = terminal.read(STILL_COMING_MILLIS);
                    coming = !next.isEmpty() && add(next) < 0;
                } catch (InterruptedIOException again) {
                    coming = true;
                } catch (IOException gone) {
                    coming = false;
                }
            }
        }
    }
}

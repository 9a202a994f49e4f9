package dev.vmsh.shell.jline;

import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.utils.NonBlocking;
import org.jline.utils.NonBlockingInputStream;

/**
 * Reads what a terminal sends in large pieces. JLine asks the system for each byte, which is right for keys and takes minutes for a paste of
 * a hundred megabytes.
 */
final class TerminalBytes {
    /** More than a terminal's driver holds ready. */
    private static final int PIECE = 8192;

    private final NonBlockingInputStream keys;
    private final InputStream atHand;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(PIECE);
    private final CharBuffer characters = CharBuffer.allocate(PIECE);

    /** @param terminal whose own reader holds nothing back: what it has read is not read here */
    TerminalBytes(Terminal terminal) {
        this.keys = NonBlocking.nonBlocking(terminal.getName(), terminal.input());
        this.atHand = terminal instanceof PosixSysTerminal ? new FileInputStream(FileDescriptor.in) : keys;
        this.decoder = terminal.encoding()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** Whether something can be read without waiting. */
    boolean isThere() {
        try {
            return atHand.available() > 0;
        } catch (IOException gone) {
            return false;
        }
    }

    /** What is read now has nothing to do with what was read before. */
    void begin() {
        bytes.clear();
        decoder.reset();
    }

    /**
     * Waits for something, and takes all that is there with it.
     *
     * @param patience in milliseconds; 0 waits for ever
     * @return empty if nothing came
     * @throws EOFException if the terminal is gone
     * @throws InterruptedIOException at Ctrl-C
     */
    CharSequence read(long patience) throws IOException {
        characters.clear();
        do {
            int first = keys.read(patience);
            if (first == NonBlockingInputStream.READ_EXPIRED) {
                break;
            }
            if (first < 0) {
                throw new EOFException("the terminal is gone");
            }
            bytes.put((byte) first);
            takeWhatIsThere();
            bytes.flip();
            decoder.decode(bytes, characters, false);
            bytes.compact();
        } while (characters.position() == 0);
        characters.flip();
        return characters;
    }

    private void takeWhatIsThere() throws IOException {
        int count = Math.min(atHand.available(), bytes.remaining());
        if (count > 0) {
            int taken = atHand.read(bytes.array(), bytes.position(), count);
            bytes.position(bytes.position() + Math.max(0, taken));
        }
    }
}

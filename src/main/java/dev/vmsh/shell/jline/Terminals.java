package dev.vmsh.shell.jline;

import dev.vmsh.problem.VmshException;
import java.io.IOException;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.InfoCmp;

/** Opens the process's terminal. */
public final class Terminals {
    /** What a terminal is taken for that does not know its size. */
    static final Size DEFAULT_SIZE = new Size(80, 24);

    /** Of what calls itself dumb, JLine makes a terminal without signals, and Ctrl-C would end the process. */
    private static final String PLAIN = Terminal.TYPE_DUMB + "-line";

    private static final List<String> PROVIDERS = List.of("jni", "exec");

    private Terminals() {}

    /** The terminal the process was started in; a dumb one where there is no other. */
    public static Terminal system() {
        String type = System.getenv("TERM");
        boolean dumb = Terminal.TYPE_DUMB.equals(type);
        knowCapabilities(type, dumb ? PLAIN : type);
        try {
            return sized(nativeTerminal(dumb ? PLAIN : type));
        } catch (IOException | IllegalStateException notHere) {
            return anyTerminal();
        }
    }

    /** JLine would look at every way to a terminal before it takes this one, and start programs for some. */
    private static Terminal nativeTerminal(String type) throws IOException {
        return TerminalBuilder.builder()
                .name("vmsh")
                .system(true)
                .type(type)
                .provider(PROVIDERS.get(0))
                .dumb(false)
                .build();
    }

    private static Terminal anyTerminal() {
        try {
            return sized(TerminalBuilder.builder()
                    .name("vmsh")
                    .system(true)
                    .dumb(true)
                    .build());
        } catch (IOException e) {
            throw new VmshException("the terminal cannot be opened", "Run a script instead: vmsh -f FILE", e);
        }
    }

    /** JLine asks the program {@code infocmp}, which takes time to start, even where it knows a kind of terminal by itself. */
    private static void knowCapabilities(String type, String as) {
        String known = type == null ? null : InfoCmp.getDefaultInfoCmp(type);
        if (known != null) {
            InfoCmp.setLoadedInfoCmp(as, known);
        }
    }

    /** Whether standard input is typed by somebody. */
    public static boolean inputIsTerminal() {
        return isTerminal(SystemStream.Input);
    }

    /** Whether standard output is read on a screen. */
    public static boolean outputIsTerminal() {
        return isTerminal(SystemStream.Output);
    }

    private static boolean isTerminal(SystemStream stream) {
        boolean terminal = false;
        for (int i = 0; i < PROVIDERS.size() && !terminal; i++) {
            try {
                terminal = TerminalProvider.load(PROVIDERS.get(i)).isSystemStream(stream);
            } catch (IOException notHere) {
                // Each platform has its own; the next one may answer.
                terminal = false;
            }
        }
        return terminal;
    }

    /** {@code terminal}, with a size if it had none. */
    static Terminal sized(Terminal terminal) {
        if (terminal.getWidth() <= 0 || terminal.getHeight() <= 0) {
            terminal.setSize(DEFAULT_SIZE);
        }
        return terminal;
    }

    static boolean isDumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }
}

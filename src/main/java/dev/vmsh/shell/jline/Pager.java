package dev.vmsh.shell.jline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;

/** Shows text a screen at a time; q leaves, arrows move, long lines are cut and can be scrolled sideways. */
final class Pager {
    private Pager() {}

    static void show(Terminal terminal, String text) throws IOException, InterruptedException {
        var less = new Less(terminal, Path.of("").toAbsolutePath());
        less.chopLongLines = true;
        less.run(new Text(text));
    }

    /** Text in memory as a source of the pager. */
    private record Text(String text) implements Source {
        @Override
        public String getName() {
            return "result";
        }

        @Override
        public InputStream read() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Long lines() {
            return text.lines().count();
        }
    }
}

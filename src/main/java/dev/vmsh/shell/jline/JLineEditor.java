package dev.vmsh.shell.jline;

import dev.vmsh.shell.LineEditor;
import dev.vmsh.shell.Prompt;
import dev.vmsh.shell.completion.Completion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.widget.AutosuggestionWidgets;

/** A person at a terminal, by JLine. */
public final class JLineEditor implements LineEditor {
    private static final String CONTINUATION = "...> ";
    private static final int HISTORY_SIZE = 10_000;

    private final Terminal terminal;
    private final LineReader reader;
    private final LineReader questions;
    private final ExternalEditor externalEditor;
    private final boolean coloured;

    /**
     * @param terminal closed with this
     * @param environment variables of the process: where history is kept, which editor is liked
     */
    public JLineEditor(
            Terminal terminal,
            Set<String> commandNames,
            Completion completion,
            boolean coloured,
            Map<String, String> environment) {
        this.terminal = terminal;
        // Between two prompts nothing waits for Ctrl-C, and the process's own answer to it would be to end.
        terminal.handle(Signal.INT, SignalHandler.SIG_IGN);
        this.coloured = coloured;
        this.externalEditor = new ExternalEditor(environment);
        Optional<Path> history = PrivateHistory.file(environment);
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("vmsh")
                .parser(new BufferParser(commandNames, completion))
                .completer(new BufferCompleter(completion))
                .history(new PrivateHistory())
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION)
                .variable(LineReader.HISTORY_SIZE, HISTORY_SIZE)
                .variable(LineReader.INDENTATION, 0)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.CASE_INSENSITIVE, true)
                .option(Option.HISTORY_INCREMENTAL, true)
                .option(Option.HISTORY_REDUCE_BLANKS, false)
                .option(Option.INSERT_TAB, false)
                .option(Option.AUTO_FRESH_LINE, false);
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        if (coloured) {
            builder.highlighter(new BufferHighlighter(commandNames));
        }
        this.reader = builder.build();
        if (coloured) {
            new AutosuggestionWidgets(reader).enable();
        }
        this.questions = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("vmsh-question")
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        if (history.isEmpty()) {
            terminal.writer().println("note: what you type is not kept: the history file cannot be written");
        }
    }

    @Override
    public Typed read(Prompt prompt) {
        try {
            return new Typed.Text(reader.readLine(styled(prompt)));
        } catch (UserInterruptException e) {
            return new Typed.Abandoned();
        } catch (EndOfFileException e) {
            return new Typed.Ended();
        }
    }

    @Override
    public int width() {
        return terminal.getWidth() > 0 ? terminal.getWidth() : Terminals.DEFAULT_SIZE.getColumns();
    }

    @Override
    public boolean coloured() {
        return coloured;
    }

    @Override
    public Optional<String> ask(String question) {
        try {
            return Optional.of(questions.readLine(question));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean show(String text) {
        int height = terminal.getHeight() > 0 ? terminal.getHeight() : Terminals.DEFAULT_SIZE.getRows();
        boolean fits = text.lines().count() < height - 2L && text.lines().allMatch(line -> line.length() <= width());
        if (fits || Terminals.isDumb(terminal)) {
            terminal.writer().print(text);
            terminal.flush();
            return true;
        }
        try {
            Pager.show(terminal, text);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public Optional<String> edit(String text) {
        return externalEditor.edit(text);
    }

    @Override
    public List<String> history() {
        var lines = new ArrayList<String>();
        for (History.Entry entry : reader.getHistory()) {
            lines.add(entry.line());
        }
        return lines;
    }

    @Override
    public Interruption onInterrupt(Runnable action) {
        SignalHandler before = terminal.handle(Signal.INT, signal -> action.run());
        return () -> terminal.handle(Signal.INT, before);
    }

    @Override
    public PrintWriter writer() {
        return terminal.writer();
    }

    private String styled(Prompt prompt) {
        if (!coloured) {
            return prompt.text();
        }
        AttributedStyle style = prompt.prod()
                ? AttributedStyle.BOLD.foreground(AttributedStyle.RED)
                : AttributedStyle.BOLD.foreground(AttributedStyle.GREEN);
        return new AttributedStringBuilder().styled(style, prompt.text()).toAnsi(terminal);
    }

    @Override
    public void close() {
        try {
            reader.getHistory().save();
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.vmsh.shell.jline;

import dev.vmsh.shell.Comforts;
import dev.vmsh.shell.LineEditor;
import dev.vmsh.shell.Prompt;
import dev.vmsh.shell.UserFolders;
import dev.vmsh.shell.completion.Completion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;

/** A person at a terminal, by JLine. */
public final class JLineEditor implements LineEditor {
    private static final String CONTINUATION = "...> ";
    private static final int HISTORY_SIZE = 10_000;
    /** What is coloured, kept for a crash, and suggested for. */
    static final int LONGEST_FOLLOWED = 50_000;

    private final Terminal terminal;
    private final SuggestingReader reader;
    private final LineReader questions;
    private final Optional<PlainReader> plain;
    private final ExternalEditor externalEditor;
    private final Pagers pagers;
    private final StatusLine statusLine;
    private final UnsavedText unsaved;
    private final boolean coloured;
    private final Queue<String> announcements = new ConcurrentLinkedQueue<>();
    private volatile boolean reading;
    private volatile boolean interrupted;
    private Optional<String> rescued;

    /**
     * @param terminal closed with this
     * @param environment variables of the process: where history is kept, which editor is liked
     */
    public JLineEditor(
            Terminal terminal,
            Supplier<Set<String>> commandNames,
            Completion completion,
            boolean coloured,
            Map<String, String> environment) {
        this.terminal = terminal;
        // Between two prompts the process's own answer to Ctrl-C would be to end.
        terminal.handle(Signal.INT, signal -> interrupted = true);
        this.coloured = coloured;
        this.externalEditor = new ExternalEditor(environment);
        this.pagers = new Pagers(terminal);
        this.statusLine = new StatusLine(terminal, coloured);
        Optional<Path> state = UserFolders.of(environment).state();
        this.unsaved = new UnsavedText(state);
        this.rescued = unsaved.left();
        Optional<Path> history = PrivateHistory.file(state);
        this.reader = reader(terminal, completion, history);
        reader.setParser(new BufferParser(commandNames, completion));
        reader.setCompleter(new BufferCompleter(completion));
        reader.setHighlighter(new BufferHighlighter(commandNames, coloured, unsaved::typed));
        this.plain =
                Terminals.isDumb(terminal) ? Optional.of(new PlainReader(terminal, commandNames)) : Optional.empty();
        this.questions = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("vmsh-question")
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        if (history.isEmpty()) {
            terminal.writer().println("note: what you type is not kept: the history file cannot be written");
        }
        if (rescued.isPresent()) {
            terminal.writer().println("note: a shell ended while this was being typed; Ctrl-C throws it away");
        }
    }

    private static SuggestingReader reader(Terminal terminal, Completion completion, Optional<Path> history) {
        var variables = new HashMap<String, Object>();
        variables.put(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION);
        variables.put(LineReader.HISTORY_SIZE, HISTORY_SIZE);
        variables.put(LineReader.INDENTATION, 0);
        // JLine's own bound, a thousand, is a statement of middling size: beyond it nothing is coloured, nor kept for a
        // crash.
        variables.put(LineReader.FEATURES_MAX_BUFFER_SIZE, LONGEST_FOLLOWED);
        history.ifPresent(file -> variables.put(LineReader.HISTORY_FILE, file));
        try {
            var reader = new SuggestingReader(terminal, variables, completion);
            reader.setCompletionMatcher(new FuzzyMatcher());
            reader.option(Option.DISABLE_EVENT_EXPANSION, true);
            reader.option(Option.CASE_INSENSITIVE, true);
            reader.option(Option.HISTORY_INCREMENTAL, true);
            reader.option(Option.HISTORY_REDUCE_BLANKS, false);
            reader.option(Option.INSERT_TAB, false);
            reader.option(Option.AUTO_FRESH_LINE, false);
            var kept = new PrivateHistory();
            reader.setHistory(kept);
            kept.attach(reader);
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Typed read(Supplier<Prompt> prompt, Comforts comforts) {
        interrupted = false;
        if (plain.isPresent()) {
            sayAnnouncements(terminal.writer()::println);
            Optional<String> text = plain.get().statement(prompt.get().text(), CONTINUATION);
            text.ifPresent(reader.getHistory()::add);
            return text.<Typed>map(Typed.Text::new).orElseGet(Typed.Ended::new);
        }
        reader.suggest(coloured && comforts.completion());
        reader.vi(comforts.keys() == Comforts.Keys.VI);
        String before = rescued.orElse(null);
        rescued = Optional.empty();
        try {
            reading = true;
            sayAnnouncements(terminal.writer()::println);
            String text = reader.line(() -> styled(prompt.get()), before);
            unsaved.typed("");
            // Ctrl-C that came while the last keys were worked off, Enter among them, interrupted nothing.
            return Thread.interrupted() ? new Typed.Abandoned() : new Typed.Text(text);
        } catch (UserInterruptException e) {
            unsaved.typed("");
            return new Typed.Abandoned();
        } catch (EndOfFileException e) {
            // The terminal may have been closed on somebody who was typing.
            unsaved.keep(Optional.ofNullable(e.getPartialLine()).orElse(""));
            return new Typed.Ended();
        } finally {
            reading = false;
        }
    }

    @Override
    public void announce(String line) {
        announcements.add(line);
        if (reading) {
            sayAnnouncements(reader::printAbove);
        }
    }

    private void sayAnnouncements(Consumer<String> how) {
        for (String line = announcements.poll(); line != null; line = announcements.poll()) {
            how.accept(line);
        }
    }

    @Override
    public void prompt(Prompt now) {
        try {
            reader.setPrompt(styled(now));
            reader.callWidget(LineReader.REDISPLAY);
        } catch (IllegalStateException nothingIsTyped) {
            // The next prompt says it.
            return;
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
        if (interrupted) {
            return Optional.empty();
        }
        if (plain.isPresent()) {
            return plain.get().line(question).filter(answer -> !interrupted);
        }
        try {
            return Optional.of(questions.readLine(question));
        } catch (UserInterruptException e) {
            interrupted = true;
            return Optional.empty();
        } catch (EndOfFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean show(String text, boolean wraps, Comforts.Pager pager) {
        if (fits(text, wraps) || pager instanceof Comforts.Pager.Off || Terminals.isDumb(terminal)) {
            terminal.writer().print(text);
            terminal.flush();
            return true;
        }
        try {
            pagers.show(text, wraps, pager);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean fits(String text, boolean wraps) {
        int height = terminal.getHeight() > 0 ? terminal.getHeight() : Terminals.DEFAULT_SIZE.getRows();
        int width = width();
        int rows = 0;
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext() && rows < height; ) {
            int columns = AttributedString.fromAnsi(lines.next()).columnLength();
            if (columns > width && !wraps) {
                return false;
            }
            rows += Math.max(1, (columns + width - 1) / width);
        }
        return rows < height - 2;
    }

    @Override
    public void status(String text) {
        statusLine.show(text, width());
    }

    @Override
    public void clear() {
        terminal.puts(Capability.clear_screen);
        terminal.flush();
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
        SignalHandler before = terminal.handle(Signal.INT, signal -> {
            interrupted = true;
            action.run();
        });
        if (interrupted) {
            action.run();
        }
        return () -> terminal.handle(Signal.INT, before);
    }

    @Override
    public boolean interrupted() {
        return interrupted;
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
            unsaved.close();
            reader.getHistory().save();
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

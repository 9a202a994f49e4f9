package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Does one thing that was typed: a command or a SQL statement. Variables are put in first. Knows nothing of scripts or terminals. */
final class Interpreter {
    /** In characters. Every statement is read as a whole for the names in it, which takes many times its size in memory. */
    private static final int LONGEST_STATEMENT = 16 * 1024 * 1024;

    private final Commands commands;
    private final CurrentSession session;
    private final SqlExecutor sql;
    private final Bindings bindings;

    Interpreter(Commands commands, CurrentSession session, SqlExecutor sql, Bindings bindings) {
        this.commands = commands;
        this.session = session;
        this.sql = sql;
        this.bindings = bindings;
    }

    /** First words of commands, lower case: how a command is told from SQL. */
    Set<String> commandNames() {
        return commands.names();
    }

    /** @return the exit code */
    int run(Input input) {
        return told(() -> input(input));
    }

    private int input(Input input) {
        Map<String, String> variables = session.get().variables();
        if (input instanceof Input.Command command) {
            boolean verbatim = command(command.line()) instanceof ShellCommand.Verbatim;
            return line(verbatim ? command.line() : Variables.inCommand(command.line(), variables));
        }
        int code = ShellCommand.DONE;
        if (input instanceof Input.Statements statements) {
            for (var piece : statements.pieces()) {
                requireReadable(piece.text());
                requireSql(piece.text());
                code = sql.run(Variables.inSql(piece.text(), variables), piece.text());
            }
        }
        return code;
    }

    private static void requireReadable(String text) {
        if (text.length() > LONGEST_STATEMENT) {
            throw new UsageException(
                    "a statement of %,d characters is too long: vmsh reads up to %,d for the names in it"
                            .formatted(text.length(), LONGEST_STATEMENT),
                    "Put its data into a file, and read that: a seed, COPY, or read_csv");
        }
        if (text.indexOf('\0') >= 0) {
            throw new UsageException(
                    "a statement holds a NUL character, where some engines would stop reading it",
                    "Take it out; is this the right file?");
        }
    }

    private void requireSql(String text) {
        Misspelt.word(text, commandNames()).ifPresent(word -> {
            throw new UsageException(
                    "'%s' is neither a command nor SQL".formatted(word),
                    NearName.hint(word, commandNames(), "Type 'help' for all commands"));
        });
    }

    /** What the line's first word names; null if that is no command. */
    private Object command(String line) {
        return commands.named(line.split("\\s", 2)[0].toLowerCase(Locale.ROOT))
                .map(named -> named.getCommandSpec().userObject())
                .orElse(null);
    }

    /** A command as typed. */
    int line(String line) {
        List<Words.Word> words = line.startsWith("\\") ? backslashWords(line) : Words.of(line);
        String name = words.get(0).text().toLowerCase(Locale.ROOT);
        CommandLine command = commands.named(name).orElse(null);
        if (command != null
                && command.getCommandSpec().userObject() instanceof ShellCommand.AlsoSql both
                && both.isSql(words.stream().skip(1).map(Words.Word::text).toList())) {
            return sql.run(line);
        }
        var texts = new ArrayList<String>();
        texts.add(name);
        if (command != null && command.getCommandSpec().userObject() instanceof ShellCommand.TakesText) {
            texts.addAll(optionsThenText(line, words, command));
        } else {
            words.stream().skip(1).forEach(word -> texts.add(word.text()));
        }
        return words(texts);
    }

    /** A command as words that are already apart, the name first. */
    int words(List<String> words) {
        return told(() -> apart(words));
    }

    /** A fault of the program is told like any other: nobody but who asks for it is shown a stack trace, and a session goes on. */
    private static int told(IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (VmshException told) {
            throw told;
        } catch (RuntimeException fault) {
            throw new VmshException(
                    "vmsh itself is at fault: " + fault, "Report it with what 'vmsh --verbose' says of it", fault);
        }
    }

    private int apart(List<String> words) {
        CommandLine command = commands.named(words.get(0))
                .orElseThrow(() -> new UsageException(
                        "'%s' is not a command".formatted(words.get(0)),
                        NearName.hint(words.get(0), commandNames(), "Type 'help' for all commands")));
        Invocation invocation = Invocation.of(words, commands);
        GlobalOptions options = invocation.options();
        if (options.help) {
            return words(List.of("help", words.get(0)));
        }
        return session.during(
                before -> bind(options, options.applyTo(before)), () -> execute(command, invocation.rest()));
    }

    private Session bind(GlobalOptions options, Session changed) {
        Session bound = options.gateway == null ? changed : bindings.gatewayOrEnvironment(changed, options.gateway);
        return options.environmentName()
                .map((EnvironmentName name) -> bound.withEnvironment(name))
                .orElse(bound);
    }

    private static int execute(CommandLine command, List<String> words) {
        CommandLine.ParseResult parsed = Invocation.parse(command, words.subList(1, words.size()));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        return ((ShellCommand) parsed.commandSpec().userObject()).run();
    }

    /** The name of a backslash command ends where its letters end: {@code \?} and {@code \x} alike. */
    private static List<Words.Word> backslashWords(String line) {
        int end = 1;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        var words = new ArrayList<Words.Word>();
        words.add(new Words.Word(line.substring(0, end), 0, end));
        for (Words.Word word : Words.of(line.substring(end))) {
            words.add(new Words.Word(word.text(), word.start() + end, word.end() + end));
        }
        return words;
    }

    /** The options at the beginning as words; then the rest as it stands, or as words if it begins with a quote. */
    private static List<String> optionsThenText(String line, List<Words.Word> words, CommandLine command) {
        var out = new ArrayList<String>();
        int at = 1;
        while (at < words.size() && words.get(at).text().startsWith("-")) {
            String text = words.get(at++).text();
            out.add(text);
            OptionSpec option = command.getCommandSpec().findOption(text);
            boolean global =
                    option == null && Set.of("--format", "--gateway", "--env").contains(text);
            if ((global || (option != null && option.arity().min() > 0)) && at < words.size()) {
                out.add(words.get(at++).text());
            }
        }
        if (at == words.size()) {
            return out;
        }
        char first = line.charAt(words.get(at).start());
        if (first == '\'' || first == '"') {
            words.subList(at, words.size()).forEach(word -> out.add(word.text()));
        } else {
            out.add(line.substring(words.get(at).start()));
        }
        return out;
    }
}

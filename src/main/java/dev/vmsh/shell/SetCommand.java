package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "\\set", description = "Set a variable, or list them.", footer = "Example: \\set day 2026-01-31")
final class SetCommand implements ShellCommand {
    private final CurrentSession session;
    private final Console console;

    @Parameters(
            paramLabel = "NAME VALUE",
            arity = "0..*",
            description = "Values of several words are joined as in psql.")
    private List<String> words = List.of();

    SetCommand(CurrentSession session, Console console) {
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        if (words.isEmpty()) {
            new TreeMap<>(session.get().variables())
                    .forEach((name, value) -> console.line(name + " = '" + value + "'"));
            return DONE;
        }
        String name = words.get(0);
        if (!name.matches("\\w+")) {
            throw new UsageException("'%s' is not a variable's name".formatted(name), "Use letters, digits and _");
        }
        session.change(now -> now.withVariable(name, String.join("", words.subList(1, words.size()))));
        return DONE;
    }
}

package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.shell.completion.Completion.Candidate;
import dev.vmsh.shell.completion.Selectors;
import dev.vmsh.work.Connections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What completion in bash, zsh and fish asks for. */
@Command(
        name = "__complete",
        hidden = true,
        description = "Print names that the project knows, one on a line.",
        footer = "Example: __complete selectors tag:")
final class NamesCommand implements ShellCommand {
    /** What there are names of. */
    enum Things {
        ENVIRONMENTS,
        GATEWAYS,
        MODELS,
        SELECTORS,
        /** An environment, a colon, and another one; or selectors. */
        COMPARISONS;

        /** As it is asked for. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Connections connections;
    private final CurrentSession session;
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "WHAT",
            description = "environments, gateways, models, selectors, comparisons.")
    private Things things;

    @Parameters(index = "1", paramLabel = "WORD", arity = "0..1", description = "What is typed of the name.")
    private String word = "";

    NamesCommand(Connections connections, CurrentSession session, Console console) {
        this.connections = connections;
        this.session = session;
        this.console = console;
    }

    @Override
    public int run() {
        names().filter(name -> name.startsWith(word)).sorted().forEach(console::line);
        return DONE;
    }

    private Stream<String> names() {
        return switch (things) {
            case ENVIRONMENTS -> environments().stream();
            case GATEWAYS -> connections.config().gateways().keySet().stream();
            case MODELS -> selectors().models().stream();
            case SELECTORS -> values(selectors().at(word));
            case COMPARISONS -> values(selectors().comparison(environments(), word));
        };
    }

    /** Patterns are left out: a shell would look for files that they fit. */
    private static Stream<String> values(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::value).filter(value -> value.indexOf('*') < 0);
    }

    private List<String> environments() {
        return connections.state(session.get().gateway()).environmentNames().stream()
                .map(EnvironmentName::typed)
                .toList();
    }

    private Selectors selectors() {
        return SelectorNames.of(connections.project(session.get().gateway()));
    }
}

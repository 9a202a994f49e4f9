package dev.vmsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.project.ProjectSource;
import dev.vmsh.project.files.SeedReader;
import dev.vmsh.sql.FallbackParser;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Identity;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

class CommandsTest {
    static Commands table() {
        var session = new CurrentSession(new Session(
                "", EnvironmentName.PROD, Display.DEFAULT, Comforts.DEFAULT, Session.Rules.SCRIPT, Map.of()));
        var console = new Console(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), session);
        ProjectSource none = new ProjectFolder(Path.of("/nowhere"), (root, variables, skipPython) -> {
            throw new IllegalStateException("asked for by making the table");
        });
        var connections = new Connections(
                none,
                () -> "/nowhere",
                (settings, root) -> null,
                (gateway, a, b) -> null,
                new SqlParsers(FallbackParser.NONE),
                new SeedReader());
        var confirmations = new Confirmations(session, console);
        var sql = new SqlExecutor(connections, session, console, confirmations);
        var scripts = new ScriptRunner(session, new ErrorPrinter(console, session), Path.of(""));
        return Commands.of(new Commands.Parts(
                connections,
                session,
                console,
                confirmations,
                sql,
                scripts,
                new Recording(session, Clock.systemUTC()),
                new NamedQueries(Optional.empty()),
                new UserFolders(Optional.empty(), Optional.empty()),
                new Bindings(connections),
                Clock.systemUTC(),
                new Identity("ana", "box", 1),
                folder -> List.of(),
                Path.of("")));
    }

    static List<CommandLine> commands() {
        var all = new ArrayList<CommandLine>();
        table().groups()
                .values()
                .forEach(group -> group.forEach(command -> {
                    all.add(command);
                    all.addAll(command.getSubcommands().values().stream()
                            .distinct()
                            .toList());
                }));
        return all;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandSaysWhatItDoesAndShowsAnExample(CommandLine command) {
        var usage = command.getCommandSpec().usageMessage();

        assertThat(usage.description()).as(command.getCommandName()).isNotEmpty();
        assertThat(String.join("\n", usage.footer()))
                .contains("Example: " + command.getCommandSpec().qualifiedName().strip());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionAndParameterIsExplained(CommandLine command) {
        for (ArgSpec argument : command.getCommandSpec().args()) {
            assertThat(argument.description())
                    .as("%s %s", command.getCommandName(), argument.paramLabel())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noCommandTakesAShortGlobalOptionsPlaceWithALongOne(CommandLine command) {
        assertThat(command.getCommandSpec().optionsMap())
                .doesNotContainKeys("--yes", "--format", "--read-only", "--verbose");
    }

    @Test
    void namesAreLowerCaseAndOnce() {
        assertThat(table().names()).allSatisfy(name -> assertThat(name).isEqualTo(name.toLowerCase(Locale.ROOT)));
        assertThat(table().names()).contains("plan", "use", "envs", "quit", "\\q", "\\timing", "\\?");
    }

    @Test
    void namesAreThoseOfTheCommandsThemselves() {
        Commands commands = table();

        assertThat(commands.names())
                .containsExactlyElementsOf(commands.root().getSubcommands().keySet());
        assertThat(commands.names()).allSatisfy(name -> assertThat(
                        commands.named(name).orElseThrow().<Object>getCommand())
                .isSameAs(commands.root().getSubcommands().get(name).getCommand()));
        assertThat(commands.named("plans")).isEmpty();
    }

    @Test
    void aCommandIsParsedWhateverHelpAndCompletionLookedAt() {
        Commands commands = table();
        CommandLine before = commands.named("diff").orElseThrow();
        commands.root();

        Invocation.parse(before, List.of("dev", "prod"));
        Invocation.parse(commands.named("rollback").orElseThrow(), List.of("prod", "--to", "abc"));
    }
}

package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Identity;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The table of commands, which the command line, scripts, the shell, help and completion read. Open {@link CommandGroups} to see what is in it. */
public final class Commands {
    private final Parts parts;
    private Table table;

    private Commands(Parts parts) {
        this.parts = parts;
    }

    private record Table(CommandLine root, Map<String, List<CommandLine>> groups) {}

    /**
     * What commands are made from.
     *
     * @param recording what is typed, written down if somebody asks for it
     * @param queries what the user saved under names
     * @param folders where the user keeps things
     * @param clock the time, for what depends on it
     * @param identity who is at work
     * @param demo writes the demo project
     * @param workingDirectory what relative paths start from
     */
    public record Parts(
            Connections connections,
            CurrentSession session,
            Console console,
            Confirmations confirmations,
            SqlExecutor sql,
            ScriptRunner scripts,
            Recording recording,
            NamedQueries queries,
            UserFolders folders,
            Bindings bindings,
            Clock clock,
            Identity identity,
            Vmsh.DemoWriter demo,
            Path workingDirectory) {}

    /** The table over {@code parts}. It is made when something of it is first asked for, from any thread: that takes longer than starting a JVM. */
    static Commands of(Parts parts) {
        return new Commands(parts);
    }

    private synchronized Table table() {
        if (table == null) {
            table = make();
        }
        return table;
    }

    /** Connects nothing. */
    private Table make() {
        var root = new CommandLine(CommandSpec.create().name(""));
        var byGroup = new LinkedHashMap<String, List<CommandLine>>();
        for (CommandGroups.Group group : CommandGroups.of(parts, () -> this)) {
            var lines = new ArrayList<CommandLine>();
            for (ShellCommand command : group.commands()) {
                var line = new CommandLine(command);
                root.addSubcommand(line);
                lines.add(line);
            }
            byGroup.put(group.title(), lines);
        }
        nested(root);
        root.registerConverter(EnvironmentName.class, EnvironmentName::of);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        return new Table(root, byGroup);
    }

    /** The root, which is never run itself; its subcommands are the commands, aliases included. */
    CommandLine root() {
        return table().root();
    }

    /** Commands by the title they stand under in the help, in order. */
    Map<String, List<CommandLine>> groups() {
        return Collections.unmodifiableMap(table().groups());
    }

    /** First words of commands, aliases included, lower case: how a command is told from SQL. */
    Set<String> names() {
        return root().getSubcommands().keySet();
    }

    /** Adds the commands that are a word of another command. */
    private static void nested(CommandLine root) {
        CommandLine use = root.getSubcommands().get("use");
        UseCommand command = use.getCommand();
        use.addSubcommand(command.new Env());
        use.addSubcommand(command.new ToGateway());
        CommandLine state = root.getSubcommands().get("state");
        StateCommand states = state.getCommand();
        state.addSubcommand(states.new Export());
        state.addSubcommand(states.new Import());
    }
}

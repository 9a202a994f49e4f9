package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.work.Connections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The table of commands. A new command is a class and a line here: the command line, scripts, the shell, help and completion read it. */
public final class Commands {
    private final CommandLine root;
    private final Map<String, List<CommandLine>> groups;

    private Commands(CommandLine root, Map<String, List<CommandLine>> groups) {
        this.root = root;
        this.groups = groups;
    }

    /** Commands that belong together. */
    record Group(String title, List<ShellCommand> commands) {}

    /**
     * What commands are made from.
     *
     * @param now the time, for what depends on it
     */
    public record Parts(
            Connections connections,
            CurrentSession session,
            Console console,
            Confirmations confirmations,
            SqlExecutor sql,
            ScriptRunner scripts,
            Bindings bindings,
            Supplier<Instant> now) {}

    private static List<Group> groups(Parts parts, Supplier<Commands> all) {
        Connections connections = parts.connections();
        CurrentSession session = parts.session();
        Console console = parts.console();
        SqlExecutor sql = parts.sql();
        ScriptRunner scripts = parts.scripts();
        var models = new ModelNames(connections, session);
        return List.of(
                new Group(
                        "Session",
                        List.of(
                                new UseCommand(session, parts.bindings(), console),
                                new StatusCommand(connections, session, console),
                                new SourceCommand(scripts),
                                new EchoCommand(console),
                                new HelpCommand(all, console),
                                new HistoryCommand(console),
                                new ExitCommand(session))),
                new Group("Environments", List.of(new EnvironmentsCommand(connections, session, console, parts.now()))),
                new Group("Data", List.of(new FetchCommand(session, parts.bindings(), sql))),
                new Group(
                        "Project",
                        List.of(
                                new InfoCommand(connections, session, console),
                                new ModelsCommand(connections, session, console),
                                new DescribeCommand(connections, session, models, sql, console),
                                new RenderCommand(models, console),
                                new TableNameCommand(connections, session, models, console))),
                new Group(
                        "Settings and tools",
                        List.of(
                                new RelationsCommand(connections, session, sql, console),
                                new EditCommand(sql, scripts, console),
                                new FormatSettingCommand(session, console),
                                new LimitCommand(session, console),
                                new OnErrorCommand(session),
                                new OutputCommand(console),
                                new ResolveCommand(sql, console),
                                new SetCommand(session, console),
                                new TimingCommand(session, console),
                                new UnsetCommand(session),
                                new WatchCommand(sql, session, console),
                                new ExpandedCommand(session, console))));
    }

    /** The table over {@code parts}; nothing is connected by making it. */
    static Commands of(Parts parts) {
        var root = new CommandLine(CommandSpec.create().name(""));
        var byGroup = new LinkedHashMap<String, List<CommandLine>>();
        var commands = new Commands(root, byGroup);
        for (Group group : groups(parts, () -> commands)) {
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
        return commands;
    }

    /** The root, which is never run itself; its subcommands are the commands, aliases included. */
    CommandLine root() {
        return root;
    }

    /** Commands by the title they stand under in the help, in order. */
    Map<String, List<CommandLine>> groups() {
        return Collections.unmodifiableMap(groups);
    }

    /** First words of commands, aliases included, lower case: how a command is told from SQL. */
    Set<String> names() {
        return root.getSubcommands().keySet();
    }

    /** Adds the commands that are a word of another command. */
    private static void nested(CommandLine root) {
        CommandLine use = root.getSubcommands().get("use");
        UseCommand command = use.getCommand();
        use.addSubcommand(command.new Env());
        use.addSubcommand(command.new ToGateway());
    }
}

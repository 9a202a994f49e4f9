package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Identity;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The table of commands, which the command line, scripts, the shell, help and completion read. Open {@link CommandGroups} to see what is in
 * it. A command's options are read from its class when it is first asked for: those of all take longer than starting a JVM. Safe for threads.
 */
public final class Commands {
    private final Parts parts;
    private List<CommandGroups.Group> groups;
    /** By first word, aliases included, in the order of the groups. */
    private Map<String, ShellCommand> byName;
    /** Those that were asked for. */
    private final Map<ShellCommand, CommandLine> made = new HashMap<>();

    private CommandLine root;

    private Commands(Parts parts) {
        this.parts = parts;
    }

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

    /** The table over {@code parts}; making it connects nothing. */
    static Commands of(Parts parts) {
        return new Commands(parts);
    }

    /** What the first word {@code name} stands for; empty if that is no command. */
    synchronized Optional<CommandLine> named(String name) {
        return Optional.ofNullable(byName().get(name)).map(this::line);
    }

    /** First words of commands, aliases included, lower case: how a command is told from SQL. */
    synchronized Set<String> names() {
        return Collections.unmodifiableSet(byName().keySet());
    }

    /**
     * What help and completion go through: its subcommands are the commands, aliases included. They are not those of {@link #named}, which
     * are parsed: picocli parses no command apart from the one that it is below.
     */
    synchronized CommandLine root() {
        if (root == null) {
            var lines = new CommandLine(CommandSpec.create().name(""));
            all().forEach(group -> group.commands().forEach(command -> lines.addSubcommand(make(command))));
            root = lines;
        }
        return root;
    }

    /** Commands by the title they stand under in the help, in order. */
    synchronized Map<String, List<CommandLine>> groups() {
        var lines = new LinkedHashMap<String, List<CommandLine>>();
        for (CommandGroups.Group group : all()) {
            lines.put(group.title(), group.commands().stream().map(this::line).toList());
        }
        return Collections.unmodifiableMap(lines);
    }

    private List<CommandGroups.Group> all() {
        if (groups == null) {
            groups = CommandGroups.of(parts, () -> this);
        }
        return groups;
    }

    private Map<String, ShellCommand> byName() {
        if (byName == null) {
            var names = new LinkedHashMap<String, ShellCommand>();
            for (CommandGroups.Group group : all()) {
                for (ShellCommand command : group.commands()) {
                    Command declared = command.getClass().getAnnotation(Command.class);
                    names.put(declared.name(), command);
                    for (String alias : declared.aliases()) {
                        names.put(alias, command);
                    }
                }
            }
            byName = names;
        }
        return byName;
    }

    private CommandLine line(ShellCommand command) {
        return made.computeIfAbsent(command, Commands::make);
    }

    private static CommandLine make(ShellCommand command) {
        var line = new CommandLine(command);
        if (command instanceof UseCommand use) {
            line.addSubcommand(use.new Env());
            line.addSubcommand(use.new ToGateway());
        } else if (command instanceof StateCommand state) {
            line.addSubcommand(state.new Export());
            line.addSubcommand(state.new Import());
        }
        line.registerConverter(EnvironmentName.class, EnvironmentName::of);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }
}

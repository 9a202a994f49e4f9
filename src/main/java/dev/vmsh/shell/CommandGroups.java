package dev.vmsh.shell;

import dev.vmsh.shell.Commands.Parts;
import dev.vmsh.work.Applier;
import dev.vmsh.work.AuditRunner;
import dev.vmsh.work.CleanUp;
import dev.vmsh.work.ColumnChanges;
import dev.vmsh.work.Connections;
import dev.vmsh.work.Demolition;
import dev.vmsh.work.Doctor;
import dev.vmsh.work.EnvironmentDiff;
import dev.vmsh.work.ExternalTables;
import dev.vmsh.work.IntervalCheck;
import dev.vmsh.work.Lifetimes;
import dev.vmsh.work.LintRunner;
import dev.vmsh.work.ModelQueries;
import dev.vmsh.work.PersonLocks;
import dev.vmsh.work.PlanService;
import dev.vmsh.work.Presence;
import dev.vmsh.work.RollbackService;
import dev.vmsh.work.StateService;
import dev.vmsh.work.TestGenerator;
import dev.vmsh.work.TestRunner;
import dev.vmsh.work.Unfinished;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** All commands, in the order that people see them in. A new command is a class and a line here. */
final class CommandGroups {
    private CommandGroups() {}

    /** Commands that belong together. */
    record Group(String title, List<ShellCommand> commands) {}

    static List<Group> of(Parts parts, Supplier<Commands> all) {
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
                                new StatusCommand(
                                        connections,
                                        session,
                                        new Presence(connections, parts.identity()),
                                        sql,
                                        console),
                                new SourceCommand(scripts),
                                new EchoCommand(console),
                                new ConditionCommand.If(),
                                new ConditionCommand.ElseIf(),
                                new ConditionCommand.Else(),
                                new ConditionCommand.EndIf(),
                                new HelpCommand(all, console),
                                new HistoryCommand(console),
                                new WatchCommand(scripts, sql, session, console),
                                new ExitCommand(session))),
                new Group("Environments", environments(parts)),
                new Group("Data", data(parts)),
                new Group("State", state(parts)),
                new Group(
                        "Project",
                        List.of(
                                new InitCommand(parts.demo(), parts.workingDirectory(), console),
                                new DemoCommand(),
                                new InfoCommand(connections, session, console),
                                new GatewaysCommand(connections, session, console),
                                new ModelsCommand(connections, session, console),
                                new DescribeCommand(connections, session, models, sql, console),
                                new RenderCommand(
                                        connections,
                                        new ModelQueries(connections),
                                        models,
                                        session,
                                        console,
                                        parts.clock()),
                                new TableNameCommand(connections, session, models, console),
                                new WhyCommand(
                                        connections,
                                        new PlanService(connections, parts.clock()),
                                        session,
                                        models,
                                        console,
                                        parts.clock()),
                                new DagCommand(connections, session, console, parts.workingDirectory()),
                                new LineageCommand(connections, session, models, console),
                                new FormatCommand(
                                        connections, session, console, parts.confirmations(), parts.workingDirectory()),
                                new LintCommand(connections, new LintRunner(connections), session, console),
                                new CreateExternalModelsCommand(
                                        new ExternalTables(connections), session, console, parts.confirmations()),
                                new CreateTestCommand(
                                        new TestGenerator(connections, new TestRunner(connections), parts.clock()),
                                        models,
                                        session,
                                        console,
                                        parts.confirmations()))),
                new Group(
                        "Settings and tools",
                        List.of(
                                new RelationsCommand(connections, session, sql, console),
                                new CopyCommand(connections, session, sql, console, parts.workingDirectory()),
                                new EditCommand(sql, scripts, console),
                                new FormatSettingCommand(session, console),
                                new LimitCommand(session, console),
                                new OnErrorCommand(session),
                                new OutputCommand(session, console, parts.workingDirectory()),
                                new ResolveCommand(sql, console),
                                new SetCommand(session, console),
                                new SummaryCommand(sql, console),
                                new ChartCommand(sql, console, parts.workingDirectory()),
                                new TimingCommand(session, console),
                                new UnsetCommand(session),
                                new ExpandedCommand(session, console),
                                new SaveCommand(parts.queries(), sql, console),
                                new RunNamedCommand(parts.queries(), scripts, session, console),
                                new RecordCommand(parts.recording(), session, console, parts.workingDirectory()),
                                new PagerCommand(session, console),
                                new CompletionCommand(session, console),
                                new KeysCommand(session, console),
                                new TipsCommand(session, console),
                                new NamesCommand(connections, session, console),
                                new GenerateCommand(all, console))));
    }

    private static List<ShellCommand> environments(Parts parts) {
        Connections connections = parts.connections();
        CurrentSession session = parts.session();
        Console console = parts.console();
        Confirmations confirmations = parts.confirmations();
        Clock clock = parts.clock();
        var plans = new PlanService(connections, clock);
        var applier = new Applier(connections, parts.identity(), clock);
        var cleanUp = new CleanUp(connections, parts.identity(), clock);
        Unfinished unfinished = unfinished(parts);
        var locks = new PersonLocks(connections, parts.identity());
        return List.of(
                new PlanCommand(
                        connections,
                        plans,
                        new LintRunner(connections),
                        new TestRunner(connections),
                        applier,
                        unfinished,
                        session,
                        console,
                        confirmations,
                        clock,
                        work(parts)),
                new ResumeCommand(unfinished, applier, session, console, confirmations, work(parts)),
                new DiffCommand(
                        plans,
                        new EnvironmentDiff(connections, clock),
                        new ColumnChanges(connections),
                        session,
                        console),
                new EnvironmentsCommand(connections, session, console, clock),
                new LogCommand(connections, session, console),
                new RollbackCommand(
                        new RollbackService(connections, clock), applier, session, console, confirmations, work(parts)),
                new InvalidateCommand(cleanUp, session, console, confirmations),
                new ExtendCommand(new Lifetimes(connections, parts.identity(), clock), session, console, confirmations),
                new LockCommand(locks, session, console, confirmations),
                new UnlockCommand(locks, session, console, confirmations),
                new JanitorCommand(cleanUp, session, console, confirmations, clock),
                new DestroyCommand(new Demolition(connections, parts.identity()), session, console, confirmations));
    }

    private static PlanWork work(Parts parts) {
        return new PlanWork(
                parts.console(),
                parts.session(),
                () -> BatchTimes.of(
                        parts.folders().state(),
                        parts.connections().root() + " " + parts.session().get().gateway()));
    }

    static Unfinished unfinished(Parts parts) {
        return new Unfinished(
                parts.connections(),
                new PlanService(parts.connections(), parts.clock()),
                new RollbackService(parts.connections(), parts.clock()),
                parts.identity());
    }

    private static List<ShellCommand> state(Parts parts) {
        CurrentSession session = parts.session();
        Console console = parts.console();
        Confirmations confirmations = parts.confirmations();
        var states = new StateService(parts.connections(), parts.identity());
        return List.of(
                new StateCommand(states, session, console, confirmations, parts.workingDirectory()),
                new MigrateCommand(states, session, console, confirmations),
                new DoctorCommand(
                        new Doctor(parts.connections(), parts.identity(), unfinished(parts)),
                        session,
                        console,
                        confirmations));
    }

    private static List<ShellCommand> data(Parts parts) {
        Connections connections = parts.connections();
        CurrentSession session = parts.session();
        Console console = parts.console();
        Clock clock = parts.clock();
        var plans = new PlanService(connections, clock);
        var applier = new Applier(connections, parts.identity(), clock);
        var models = new ModelNames(connections, session);
        return List.of(
                new FetchCommand(session, parts.bindings(), parts.sql()),
                new TableDiffCommand(connections, session, console, clock, parts.workingDirectory()),
                new EvaluateCommand(new ModelQueries(connections), models, parts.sql(), session, clock),
                new RunCommand(plans, applier, session, console, parts.confirmations(), clock, work(parts)),
                new AuditCommand(new AuditRunner(connections), session, console, clock),
                new TestCommand(connections, new TestRunner(connections), session, console),
                new CheckIntervalsCommand(new IntervalCheck(connections), session, console, clock));
    }
}

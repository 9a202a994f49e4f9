package dev.vmsh;

import dev.vmsh.engine.EngineFactory;
import dev.vmsh.engine.jdbc.DuckDbParser;
import dev.vmsh.engine.jdbc.JdbcEngines;
import dev.vmsh.project.files.DemoProject;
import dev.vmsh.project.files.ProjectLoader;
import dev.vmsh.project.files.SeedReader;
import dev.vmsh.shell.ProcessIo;
import dev.vmsh.shell.Unattended;
import dev.vmsh.shell.Vmsh;
import dev.vmsh.shell.WaitingNotice;
import dev.vmsh.shell.jline.JLineEditor;
import dev.vmsh.shell.jline.Terminals;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.state.jdbc.JdbcStateStores;
import dev.vmsh.work.Identity;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** The composition root: the only place that names the edges. */
public final class Main {
    /** How long work may take to end after a signal: to cancel its statements, roll back and give its leases back. */
    private static final Duration TIDYING_UP = Duration.ofSeconds(20);

    private Main() {}

    public static void main(String[] arguments) {
        start(arguments, UnaryOperator.identity());
    }

    /** @param around what stands between vmsh and its engines: nothing, unless a test watches what is sent to them */
    static void start(String[] arguments, UnaryOperator<EngineFactory> around) {
        // DuckDB's driver reads times inside lists through the default zone, which loses an hour where clocks are put
        // forward.
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
        Map<String, String> environment = System.getenv();
        var io = new ProcessIo(
                System.in,
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                () -> isTerminal("stdin", Terminals::inputIsTerminal),
                () -> isTerminal("stdout", Terminals::outputIsTerminal),
                environment,
                Path.of(""));
        var parsers = new SqlParsers(new DuckDbParser());
        Path home = Path.of(System.getProperty("user.home"));
        var edges = new Vmsh.Edges(
                (roots, variables, skipPython) ->
                        new ProjectLoader(roots, environment, home, parsers, variables, skipPython),
                around.apply(new JdbcEngines(new WaitingNotice(io.err()), environment)),
                new JdbcStateStores(version()),
                parsers,
                new SeedReader(),
                identity(environment),
                new DemoProject()::writeTo,
                (names, completion, coloured) ->
                        new JLineEditor(Terminals.system(), names, completion, coloured, environment),
                Clock.systemUTC(),
                version());
        var unattended = new Unattended(TIDYING_UP);
        Runtime.getRuntime().addShutdownHook(new Thread(unattended::signalled, "interrupt"));
        int code = new Vmsh(io, edges, unattended).run(List.of(arguments));
        unattended.over();
        System.exit(code);
    }

    /** The launcher tells; without it the terminal library must be loaded to find out. */
    private static boolean isTerminal(String stream, BooleanSupplier otherwise) {
        String told = System.getProperty("vmsh." + stream + ".terminal");
        return told == null ? otherwise.getAsBoolean() : Boolean.parseBoolean(told);
    }

    private static Identity identity(Map<String, String> environment) {
        String host = Optional.ofNullable(environment.get("HOSTNAME"))
                .or(() -> Optional.ofNullable(environment.get("COMPUTERNAME")))
                .or(Main::kernelHostName)
                .orElse("localhost");
        return new Identity(
                System.getProperty("user.name"), host, ProcessHandle.current().pid());
    }

    /** Shells do not export HOSTNAME; two machines must not pass for one, for the dead of one may live on the other. */
    private static Optional<String> kernelHostName() {
        try {
            return Optional.of(Files.readString(Path.of("/proc/sys/kernel/hostname"))
                            .strip())
                    .filter(name -> !name.isEmpty());
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** UTF-8 whatever the locale says: a result does not change its bytes with the machine it is shown on. */
    private static PrintWriter writer(FileDescriptor target) {
        return new PrintWriter(
                new OutputStreamWriter(new BufferedOutputStream(new FileOutputStream(target)), StandardCharsets.UTF_8),
                false);
    }
}

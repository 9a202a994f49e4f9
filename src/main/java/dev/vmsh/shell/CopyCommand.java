package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.shell.render.OutputFormat;
import dev.vmsh.shell.render.Phrases;
import dev.vmsh.shell.render.ResultWriter;
import dev.vmsh.shell.render.ResultWriter.Layout;
import dev.vmsh.sql.Dialect;
import dev.vmsh.work.Connections;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "\\copy",
        description = "Write a query's rows into a file: .csv, .tsv, .json, .jsonl, .md, or .parquet on DuckDB.",
        footer = "Example: \\copy (select * from analytics.orders) to 'orders.csv'")
final class CopyCommand implements ShellCommand.TakesText {
    private static final Pattern FORM = Pattern.compile(
            "(?:\\((?<query>.*)\\)|(?<table>[^\\s(]+))\\s+to\\s+(?:'(?<quoted>(?:[^']|'')+)'|(?<file>\\S+))\\s*;?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Map<String, OutputFormat> FORMATS = Map.of(
            "csv", OutputFormat.CSV,
            "tsv", OutputFormat.TSV,
            "json", OutputFormat.JSON,
            "jsonl", OutputFormat.JSONL,
            "md", OutputFormat.MARKDOWN);

    private final Connections connections;
    private final CurrentSession session;
    private final SqlExecutor sql;
    private final Console console;
    private final Path folder;

    @Parameters(paramLabel = "SQL", arity = "1..*", description = "(QUERY) to 'FILE', or TABLE to 'FILE'.")
    private List<String> words;

    CopyCommand(Connections connections, CurrentSession session, SqlExecutor sql, Console console, Path folder) {
        this.connections = connections;
        this.session = session;
        this.sql = sql;
        this.console = console;
        this.folder = folder;
    }

    @Override
    public int run() {
        Matcher form = FORM.matcher(String.join(" ", words).strip());
        if (!form.matches()) {
            throw new UsageException(
                    "\\copy does not know what to write where", "Write \\copy (select ...) to 'file.csv'");
        }
        String query = form.group("query") == null ? "select * from " + form.group("table") : form.group("query");
        String file = form.group("quoted") == null ? form.group("file") : form.group("quoted").replace("''", "'");
        Path target = folder.resolve(file).toAbsolutePath().normalize();
        long rows = ending(file).equals("parquet") ? parquet(query, target) : text(query, target, format(file));
        console.note("%s written to %s".formatted(Phrases.count(rows, "row"), file));
        return DONE;
    }

    private long text(String query, Path target, OutputFormat format) {
        return sql.read(query, rows -> {
            try (BufferedWriter out = Files.newBufferedWriter(target)) {
                return ResultWriter.of(format, Layout.UNLIMITED).write(rows, out).rows();
            } catch (IOException e) {
                throw new VmshException(
                        "cannot write " + target, "Check that its folder exists and may be written to", e);
            }
        });
    }

    /** DuckDB writes its own format, types and all. */
    private long parquet(String query, Path target) {
        if (connections.engine(session.get().gateway()).dialect() != Dialect.DUCKDB) {
            throw new UsageException("only DuckDB writes Parquet", "Write a .csv or .json file instead");
        }
        return sql.send(query, resolved ->
                "COPY (%s) TO '%s' (FORMAT parquet)".formatted(resolved, target.toString().replace("'", "''")));
    }

    private static OutputFormat format(String file) {
        OutputFormat format = FORMATS.get(ending(file));
        if (format == null) {
            throw new UsageException(
                    "the ending of %s says no format".formatted(file), "Use .csv, .tsv, .json, .jsonl, .md or .parquet");
        }
        return format;
    }

    private static String ending(String file) {
        return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}

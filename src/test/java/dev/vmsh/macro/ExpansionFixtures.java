package dev.vmsh.macro;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads pairs of macro text and plain SQL. {@code # why} opens a case; lines up to {@code =>} are the source (statements end in
 * {@code ;;} and share definitions); after {@code =>} stands the SQL, after {@code !!} a part of the error. {@code ## dialect x} and
 * {@code ## stage x} hold until the next such line.
 */
final class ExpansionFixtures {
    record Pair(String why, Dialect dialect, String stage, String source, String expected, boolean fails) {
        @Override
        public String toString() {
            return why + ": " + source;
        }
    }

    private static final Instant RUN = Instant.parse("2024-03-03T04:05:06Z");

    private ExpansionFixtures() {}

    static List<Pair> read(String file) {
        var pairs = new ArrayList<Pair>();
        Dialect dialect = Dialect.DUCKDB;
        String stage = "evaluating";
        String why = "";
        var source = new StringBuilder();
        for (String line : text(file).lines().toList()) {
            if (line.startsWith("## dialect ")) {
                dialect = Dialect.named(line.substring(11)).orElseThrow();
            } else if (line.startsWith("## stage ")) {
                stage = line.substring(9).strip();
            } else if (line.startsWith("# ")) {
                why = line.substring(2);
            } else if (line.startsWith("=>") || line.startsWith("!!")) {
                String expected = line.substring(2).strip();
                pairs.add(new Pair(why, dialect, stage, source.toString().strip(), expected, line.startsWith("!!")));
                source.setLength(0);
            } else {
                source.append(line).append('\n');
            }
        }
        return pairs;
    }

    /** The variables and tables that the cases use. */
    static MacroScope scope(Dialect dialect, String stage) {
        var map = new LinkedHashMap<String, MacroValue>();
        map.put("k", number("1"));
        Map<String, MacroValue> configured = Map.of(
                "s", new MacroValue.Text("cat"),
                "n", number("1"),
                "f", number("2.5"),
                "flag", new MacroValue.Bool(true),
                "off", new MacroValue.Bool(false),
                "nul", MacroValue.NULL,
                "lst", new MacroValue.Sequence(List.of(number("1"), number("2"))),
                "names", new MacroValue.Sequence(List.of(new MacroValue.Text("p"), new MacroValue.Text("q"))),
                "m", new MacroValue.Mapping(map),
                "tbl", new MacroValue.Text("prod.items"));
        Map<String, MacroValue> blueprint =
                Map.of("region", new MacroValue.Text("eu"), "source", new MacroValue.Sql("raw.eu_orders"));
        Map<String, List<Column>> tables = Map.of(
                "t", List.of(new Column("a", "INT"), new Column("b", "TEXT"), new Column("c", "TEXT")),
                "u", List.of(new Column("c", "TEXT"), new Column("a", "INT"), new Column("b", "INT")),
                "untyped", List.of(new Column("a", null), new Column("b", "TEXT")));
        return new MacroScope(
                        dialect,
                        configured,
                        configured,
                        blueprint,
                        table -> Optional.ofNullable(tables.get(table.name().toLowerCase(Locale.ROOT))),
                        List.of())
                .with(blueprint)
                .with(TimeVariables.of("start", Instant.parse("2024-03-01T00:00:00Z"), dialect))
                .with(TimeVariables.of("execution", RUN, dialect))
                .with(TimeVariables.of("latest", RUN, dialect))
                .with(Map.of(
                        "runtime_stage", new MacroValue.Text(stage),
                        "this_model",
                                new MacroValue.Sql(new TableName("db", "sqlmesh__shop", "shop__orders__1").quoted()),
                        "gateway", new MacroValue.Text("local"),
                        "default_catalog", new MacroValue.Text("db")));
    }

    static String expand(String source, MacroScope scope) {
        var results = new ArrayList<String>();
        MacroScope current = scope;
        for (String statement : source.split(";;", -1)) {
            Expansion expansion = new MacroExpander().expand(statement.strip(), current);
            current = expansion.definitions();
            if (!expansion.sql().isEmpty()) {
                results.add(expansion.sql());
            }
        }
        return String.join(" ;; ", results);
    }

    private static MacroValue number(String digits) {
        return new MacroValue.Number(new BigDecimal(digits));
    }

    private static String text(String file) {
        try (InputStream in = ExpansionFixtures.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

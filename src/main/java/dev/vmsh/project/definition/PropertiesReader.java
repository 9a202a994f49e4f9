package dev.vmsh.project.definition;

import dev.vmsh.project.AuditCall;
import dev.vmsh.project.Kind;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads the properties of a MODEL block that are neither its name, its kind nor its schedule. */
final class PropertiesReader {
    /** Every property that a MODEL block may have. */
    static final Set<String> KNOWN = Set.of(
            "name",
            "kind",
            "dialect",
            "owner",
            "stamp",
            "start",
            "end",
            "cron",
            "cron_tz",
            "interval_unit",
            "allow_partials",
            "tags",
            "grain",
            "grains",
            "references",
            "depends_on",
            "columns",
            "column_descriptions",
            "description",
            "physical_properties",
            "table_properties",
            "virtual_properties",
            "session_properties",
            "partitioned_by",
            "clustered_by",
            "storage_format",
            "table_format",
            "enabled",
            "gateway",
            "optimize_query",
            "formatting",
            "ignored_rules",
            "audits",
            "signals",
            "physical_version",
            "grants",
            "grants_target_layer",
            "blueprints");

    private static final Set<String> LAYERS = Set.of("all", "physical", "virtual");

    private final BlockValues values;
    private final SqlReader reader;
    private final Dialect dialect;
    private final ModelDefaults defaults;
    private final Problems problems;
    private final Source source;

    PropertiesReader(
            BlockValues values,
            SqlReader reader,
            Dialect dialect,
            ModelDefaults defaults,
            Problems problems,
            Source source) {
        this.values = values;
        this.reader = reader;
        this.dialect = dialect;
        this.defaults = defaults;
        this.problems = problems;
        this.source = source;
    }

    /**
     * @param description what comments say, where the block says nothing
     * @param columnComments likewise for columns
     */
    ModelProperties read(Kind kind, String gateway, String description, Map<String, String> columnComments) {
        List<Column> columns = columns();
        return new ModelProperties(
                values.text("owner"),
                values.read("description", Value::plainText).orElse(description),
                list("tags", Value::plainWord),
                values.text("stamp"),
                columns,
                columnDescriptions(columns, columnComments),
                dependsOn(),
                partitionedBy(kind),
                list("clustered_by", Value::text),
                // an engine may take arguments with it: MergeTree('/path', ver)
                values.read("storage_format", Value::plainText)
                        .map(String::strip)
                        .orElse(null),
                values.text("table_format"),
                physicalProperties(),
                map("virtual_properties"),
                map("session_properties"),
                grains(),
                list("references", Value::text),
                audits(kind),
                signals(),
                gateway,
                grants(),
                grantsTargetLayer(),
                values.flag("optimize_query", true),
                values.flag("formatting", true),
                list("ignored_rules", item -> item.plainWord().toLowerCase(Locale.ROOT)),
                values.text("physical_version"));
    }

    private <R> List<R> list(String name, Function<Value, R> item) {
        return values.read(name, value -> value.items().stream().map(item).toList())
                .orElse(List.of());
    }

    private List<Column> columns() {
        return values.read("columns", value -> {
                    var columns = new ArrayList<Column>();
                    var names = new LinkedHashSet<String>();
                    for (Value item : value.items()) {
                        Token name = item.tokens().get(0);
                        if (!name.isName() || item.tokens().size() < 2) {
                            throw item.wrong(
                                    "'%s' is not a column with a type".formatted(item.text()),
                                    "Write columns (id INT, name TEXT)");
                        }
                        String column = name.normalized(dialect);
                        if (!names.add(column)) {
                            throw item.wrong(
                                    "Column '%s' is declared twice".formatted(column), "Remove one of the two");
                        }
                        columns.add(new Column(
                                column, item.part(1, item.tokens().size()).text()));
                    }
                    return (List<Column>) columns;
                })
                .orElse(List.of());
    }

    private Map<String, String> columnDescriptions(List<Column> declared, Map<String, String> comments) {
        if (!values.has("column_descriptions")) {
            return comments;
        }
        return values.read("column_descriptions", value -> {
                    var descriptions = new LinkedHashMap<String, String>();
                    value.entries().forEach((name, text) -> {
                        String column = dialect.normalize(name, false);
                        boolean known = declared.isEmpty()
                                || declared.stream()
                                        .anyMatch(each -> each.name().equals(column));
                        if (known) {
                            descriptions.put(column, text.plainText());
                        }
                    });
                    return (Map<String, String>) descriptions;
                })
                .orElse(Map.of());
    }

    private Set<TableName> dependsOn() {
        return values.read("depends_on", value -> {
                    var names = new LinkedHashSet<TableName>();
                    for (Value item : value.items()) {
                        names.add(tableName(item));
                    }
                    return (Set<TableName>) names;
                })
                .orElse(Set.of());
    }

    /** A table's name, written plainly or in single quotes. */
    private TableName tableName(Value item) {
        try {
            boolean quoted = item.tokens().size() == 1 && item.tokens().get(0).kind() == Token.Kind.STRING;
            return reader.tableName(quoted ? item.plainText() : item.text());
        } catch (SqlException e) {
            throw item.wrong(e.getMessage(), e.remedy());
        }
    }

    private List<String> partitionedBy(Kind kind) {
        var expressions = new ArrayList<>(list("partitioned_by", Value::text));
        if (kind instanceof Kind.IncrementalByTimeRange byTime && byTime.partitionByTimeColumn()) {
            String column = byTime.timeColumn().name();
            boolean mentioned = expressions.stream()
                    .flatMap(expression -> Lexer.tokens(expression, dialect).stream())
                    .anyMatch(
                            token -> token.isName() && token.normalized(dialect).equals(column));
            if (!mentioned) {
                expressions.add(0, column);
            }
        }
        if (!expressions.isEmpty()
                && (kind instanceof Kind.Embedded || (kind instanceof Kind.View view && !view.materialized()))) {
            problems.add(
                    source,
                    values.offset("partitioned_by"),
                    "%s models cannot be partitioned".formatted(kind.keyword()),
                    "Remove partitioned_by, or use a kind that stores a table");
        }
        boolean mustPartition = kind instanceof Kind.IncrementalByPartition
                || (kind instanceof Kind.IncrementalUnmanaged unmanaged && unmanaged.insertOverwrite());
        if (mustPartition && expressions.isEmpty()) {
            problems.add(
                    source,
                    values.offset("kind"),
                    "Kind %s needs partitioned_by".formatted(kind.keyword()),
                    "Write partitioned_by (column) in the MODEL block");
        }
        return expressions;
    }

    private Map<String, String> physicalProperties() {
        Map<String, String> legacy = map("table_properties");
        Map<String, String> own = map("physical_properties");
        if (legacy.isEmpty()) {
            return own;
        }
        var merged = new LinkedHashMap<>(legacy);
        merged.putAll(own);
        return merged;
    }

    /** The default entries with the model's own over them; {@code NULL} takes a default away. */
    private Map<String, String> map(String name) {
        var merged = new LinkedHashMap<>(defaults.propertyMaps().getOrDefault(name, Map.of()));
        values.readUnexpanded(name, Value::entries).orElse(Map.of()).forEach((key, value) -> {
            if (value.isNull()) {
                merged.remove(key);
            } else {
                merged.put(key, value.text());
            }
        });
        return merged;
    }

    private List<List<String>> grains() {
        if (values.has("grain") && values.has("grains")) {
            problems.add(
                    source,
                    values.offset("grains"),
                    "grain and grains cannot both be given",
                    "Move what grain says into grains");
        }
        if (values.has("grain")) {
            List<String> only = list("grain", Value::text);
            return only.isEmpty() ? List.of() : List.of(only);
        }
        return list("grains", item -> item.items().stream().map(Value::text).toList());
    }

    private List<AuditCall> audits(Kind kind) {
        var calls = new ArrayList<AuditCall>();
        for (String text : defaults.audits()) {
            try {
                calls.add(AuditCalls.read(Value.generated(text, values.offset("audits"), dialect)));
            } catch (DefinitionException e) {
                problems.add(source, e.offset(), "model_defaults.audits: " + e.getMessage(), e.remedy());
            }
        }
        calls.addAll(values.readUnexpanded(
                        "audits",
                        value -> value.items().stream().map(AuditCalls::read).toList())
                .orElse(List.of()));
        if (!calls.isEmpty() && kind instanceof Kind.Embedded) {
            problems.add(
                    source,
                    values.offset("audits"),
                    "EMBEDDED models cannot have audits: they have no rows of their own",
                    "Audit the models that read it");
        }
        return calls;
    }

    private List<String> signals() {
        return values.readUnexpanded("signals", value -> value.items().stream()
                        .map(item -> item.head().toLowerCase(Locale.ROOT))
                        .toList())
                .orElse(List.of());
    }

    private Map<String, List<String>> grants() {
        return values.read("grants", value -> {
                    var grants = new LinkedHashMap<String, List<String>>();
                    value.entries()
                            .forEach((privilege, grantees) -> grants.put(
                                    privilege.toLowerCase(Locale.ROOT),
                                    grantees.items().stream()
                                            .map(Value::plainWord)
                                            .toList()));
                    return (Map<String, List<String>>) grants;
                })
                .orElse(Map.of());
    }

    private String grantsTargetLayer() {
        return values.read("grants_target_layer", value -> {
                    String layer = value.plainWord().toLowerCase(Locale.ROOT);
                    if (!LAYERS.contains(layer)) {
                        throw value.wrong(
                                "'%s' is not a layer to grant on".formatted(layer), "Use all, physical or virtual");
                    }
                    return layer;
                })
                .orElse("virtual");
    }
}

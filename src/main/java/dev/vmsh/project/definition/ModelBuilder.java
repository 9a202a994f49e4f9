package dev.vmsh.project.definition;

import dev.vmsh.macro.MacroExpander;
import dev.vmsh.macro.MacroScope;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.Problem;
import dev.vmsh.project.Audit;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.project.ModelStatements;
import dev.vmsh.project.RenderVariables;
import dev.vmsh.project.Schedule;
import dev.vmsh.project.SqlText;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one model of a file: the whole of it, or one blueprint. Used once. */
final class ModelBuilder {
    private static final int NAME_PARTS = 3;

    private final Surroundings surroundings;
    private final MacroExpander expander;
    private final SqlReader reader;
    private final Problems problems;
    private final Source source;
    private final Dialect dialect;
    private final ModelFile file;
    private final Block block;
    private final Map<String, MacroValue> blueprint;
    private final int problemsBefore;
    private MacroScope scope;
    private String gateway;
    private BlockValues values;

    ModelBuilder(
            Surroundings surroundings,
            MacroExpander expander,
            SqlReader reader,
            Problems problems,
            Source source,
            Dialect dialect,
            ModelFile file,
            Block block,
            Map<String, MacroValue> blueprint) {
        this.surroundings = surroundings;
        this.expander = expander;
        this.reader = reader;
        this.problems = problems;
        this.source = source;
        this.dialect = dialect;
        this.file = file;
        this.block = block;
        this.blueprint = blueprint;
        this.problemsBefore = problems.size();
    }

    /** Empty if the model is disabled or wrong. */
    Optional<Draft> read() {
        see(surroundings.scope(dialect, null, blueprint));
        gateway = values.text("gateway");
        if (gateway != null) {
            gateway = gateway.toLowerCase(Locale.ROOT);
            checkGateway();
            see(surroundings.scope(dialect, gateway, blueprint));
        }
        if (!values.flag("enabled", true)) {
            return Optional.empty();
        }
        Optional<TableName> name = name();
        Optional<Kind> kind = kind();
        ModelProperties properties = new PropertiesReader(
                        values, reader, dialect, surroundings.defaults(), problems, source)
                .read(kind.orElse(new Kind.View(false)), gateway, file.description(), columnComments());
        Schedule schedule = new ScheduleReader(values, problems, source).read();
        if (name.isEmpty() || kind.isEmpty() || !hasWhatItNeeds(kind.get())) {
            return Optional.empty();
        }
        return draft(name.get(), kind.get(), properties, schedule);
    }

    private void see(MacroScope visible) {
        scope = visible;
        values = new BlockValues(
                block,
                dialect,
                surroundings.defaults(),
                expander,
                visible.with(RenderVariables.atLoad(TableName.of(null, "this_model"), dialect)),
                problems,
                source);
    }

    private void checkGateway() {
        if (surroundings.gateway(gateway).isEmpty()) {
            problems.add(
                    source,
                    values.offset("gateway"),
                    "There is no gateway '%s'".formatted(gateway),
                    NearName.hintOrAll(gateway, surroundings.gateways().keySet()));
        }
    }

    private Optional<TableName> name() {
        if (block.property("name").isPresent()) {
            return values.read("name", this::tableName);
        }
        if (surroundings.inferNames()) {
            return inferredName();
        }
        problems.add(
                source,
                block.offset(),
                "This model has no name",
                "Write name schema.table in its MODEL block, or set model_naming.infer_names in the config");
        return Optional.empty();
    }

    private TableName tableName(Value value) {
        boolean quoted = value.tokens().size() == 1 && value.tokens().get(0).kind() == Token.Kind.STRING;
        if (quoted) {
            throw value.wrong("A model's name is not a string", "Write it without quotes: name " + value.plainText());
        }
        try {
            return reader.tableName(value.text()).relativeTo(surroundings.defaultCatalog(gateway));
        } catch (SqlException e) {
            throw value.wrong(e.getMessage(), e.remedy());
        }
    }

    private Optional<TableName> inferredName() {
        List<String> path = Arrays.asList(source.file().split("/"));
        int models = path.indexOf("models");
        var parts = new ArrayList<>(path.subList(models + 1, path.size()));
        String last = parts.get(parts.size() - 1);
        int dot = last.lastIndexOf('.');
        parts.set(parts.size() - 1, dot > 0 ? last.substring(0, dot) : last);
        List<String> kept = parts.subList(Math.max(0, parts.size() - NAME_PARTS), parts.size());
        var names = kept.stream().map(part -> dialect.normalize(part, false)).toList();
        String catalog = names.size() == NAME_PARTS ? names.get(0) : null;
        String schema = names.size() > 1 ? names.get(names.size() - 2) : null;
        return Optional.of(new TableName(catalog, schema, names.get(names.size() - 1))
                .relativeTo(surroundings.defaultCatalog(gateway)));
    }

    /** A block's macros are expanded property by property, since some keep theirs; a kind that a macro chooses, as a whole. */
    private Optional<Kind> kind() {
        if (block.property("kind").isEmpty()) {
            return Optional.of(new Kind.View(false));
        }
        return values.readWritten("kind", value -> {
            boolean chosen = value.tokens().get(0).text().startsWith("@");
            return new KindReader(surroundings, dialect, values::expand, problems, source)
                    .read(chosen ? values.expand(value) : value);
        });
    }

    private Map<String, String> columnComments() {
        SqlText query = file.statements().query();
        return query == null || query.jinja() ? Map.of() : Projections.comments(query.text(), dialect);
    }

    private boolean hasWhatItNeeds(Kind kind) {
        boolean needsQuery = !(kind instanceof Kind.Seed);
        if (needsQuery && file.statements().query() == null) {
            problems.add(noQuery());
            return false;
        }
        return true;
    }

    /** Where a statement stands that begins with none of a query's words, it is that word that is wrong. */
    private Problem noQuery() {
        List<SqlText> before = file.statements().before();
        String remedy = "Write a SELECT after the MODEL block, or use kind SEED";
        if (before.isEmpty()) {
            return source.problem(file.headOffset(), "This model has no query", remedy);
        }
        SqlText last = before.get(before.size() - 1);
        String word = last.text().strip().split("\\W", 2)[0];
        return new Problem(
                source.file(),
                last.line(),
                0,
                "This model has no query: a statement that begins with '%s' is none".formatted(word),
                NearName.hint(word.toUpperCase(Locale.ROOT), List.of("SELECT", "WITH", "FROM", "VALUES"), remedy));
    }

    private Optional<Draft> draft(TableName name, Kind kind, ModelProperties properties, Schedule schedule) {
        ModelStatements statements = withDefaults(file.statements());
        if (kind instanceof Kind.Seed) {
            statements =
                    new ModelStatements(statements.before(), null, statements.after(), statements.onVirtualUpdate());
        }
        var facts = new Facts(
                expander, reader, name, kind, statements, properties, scope, surroundings.defaultCatalog(gateway));
        try {
            Facts.Found found = facts.find(table -> Optional.empty());
            MacroScope kept = VariableNames.restricted(scope, facts.texts(), facts.propertyTexts(), found.variables());
            Model model = new Model(
                    name,
                    kind,
                    dialect,
                    source.file(),
                    source.line(file.headOffset()),
                    statements,
                    schedule,
                    properties,
                    kept,
                    found.facts());
            return problems.size() > problemsBefore
                    ? Optional.empty()
                    : Optional.of(new Draft(model, found.query(), found.dependsOnSchemas(), audits()));
        } catch (Rendering.Failed e) {
            note(e);
            return Optional.empty();
        }
    }

    /** The statements of {@code model_defaults} come before the model's own. */
    private ModelStatements withDefaults(ModelStatements own) {
        ModelDefaults defaults = surroundings.defaults();
        return new ModelStatements(
                joined(defaults.before(), own.before()),
                own.query(),
                joined(defaults.after(), own.after()),
                joined(defaults.onVirtualUpdate(), own.onVirtualUpdate()));
    }

    private static List<SqlText> joined(List<SqlText> defaults, List<SqlText> own) {
        return Stream.concat(defaults.stream(), own.stream()).toList();
    }

    private List<Audit> audits() {
        var audits = new AuditReader(surroundings, expander, problems);
        return file.audits().stream()
                .flatMap(parts -> audits.read(source, dialect, parts).stream())
                .map(AuditReader.Defined::audit)
                .toList();
    }

    private void note(Rendering.Failed failure) {
        SqlText text = failure.text();
        if (text.configuration() != null) {
            problems.add(new Problem(
                    text.configuration(),
                    text.line(),
                    0,
                    failure.fault().getMessage(),
                    failure.fault().remedy()));
            return;
        }
        int statement = file.statementOffsets().of(text);
        int inside = failure.offset();
        int offset = statement < 0 ? block.offset() : statement + Math.max(0, inside);
        problems.add(
                source, offset, failure.fault().getMessage(), failure.fault().remedy());
    }
}

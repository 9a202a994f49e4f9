package dev.vmsh.project.json;

import dev.vmsh.interval.IntervalUnit;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelFacts;
import dev.vmsh.project.ModelStatements;
import dev.vmsh.project.Schedule;
import dev.vmsh.project.SqlText;
import dev.vmsh.sql.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A model as a JSON document, and back: what is read equals what was written, except that the scope knows no schemas any more. Fields
 * that are not known are ignored, so that an older program reads what a newer one wrote. Stateless and safe for threads.
 */
public final class ModelJson {
    public String write(Model model) {
        var fields = JsonObject.fields();
        fields.put("name", JsonObject.table(model.name()));
        fields.put("kind", KindJson.write(model.kind()));
        fields.put("dialect", model.dialect().id());
        fields.put("file", model.file());
        fields.put("line", model.line());
        fields.put("statements", write(model.statements()));
        fields.put("schedule", write(model.schedule()));
        fields.put("properties", PropertiesJson.write(model.properties()));
        fields.put("scope", MacroJson.write(model.scope()));
        fields.put("facts", write(model.facts()));
        return JsonText.write(fields);
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #write} gives */
    public Model read(String text) {
        try {
            return model(JsonObject.of(JsonText.read(text)));
        } catch (ClassCastException
                | NullPointerException
                | IndexOutOfBoundsException
                | ArithmeticException
                | VmshException e) {
            throw new IllegalArgumentException("not the JSON of a model: " + e.getMessage(), e);
        }
    }

    private static Model model(JsonObject json) {
        Dialect dialect = Dialect.named(json.text("dialect"))
                .orElseThrow(() -> new IllegalArgumentException("not a dialect: " + json.text("dialect")));
        return new Model(
                JsonObject.table(json.raw("name")),
                KindJson.read(json.object("kind")),
                dialect,
                json.text("file"),
                json.number("line"),
                statements(json.object("statements")),
                schedule(json.object("schedule")),
                PropertiesJson.read(json.object("properties")),
                MacroJson.scope(json.object("scope"), dialect),
                facts(json.object("facts")));
    }

    private static Map<String, Object> write(ModelStatements statements) {
        var fields = JsonObject.fields();
        fields.put("before", texts(statements.before()));
        fields.put("query", statements.query() == null ? null : write(statements.query()));
        fields.put("after", texts(statements.after()));
        fields.put("on_virtual_update", texts(statements.onVirtualUpdate()));
        return fields;
    }

    private static ModelStatements statements(JsonObject json) {
        Object query = json.raw("query");
        return new ModelStatements(
                json.list("before", ModelJson::text),
                query == null ? null : text(query),
                json.list("after", ModelJson::text),
                json.list("on_virtual_update", ModelJson::text));
    }

    static List<Object> texts(List<SqlText> texts) {
        return texts.stream().map(ModelJson::write).toList();
    }

    static Object write(SqlText text) {
        var fields = JsonObject.fields();
        fields.put("text", text.text());
        fields.put("line", text.line());
        fields.put("jinja", text.jinja());
        if (text.configuration() != null) {
            fields.put("configuration", text.configuration());
        }
        return fields;
    }

    static SqlText text(Object json) {
        JsonObject fields = JsonObject.of(json);
        return new SqlText(
                fields.text("text"), fields.number("line"), fields.flag("jinja"), fields.text("configuration"));
    }

    private static Map<String, Object> write(Schedule schedule) {
        var fields = JsonObject.fields();
        fields.put("cron", schedule.cron());
        fields.put("cron_tz", schedule.cronZone());
        fields.put("interval_unit", schedule.unit().id());
        fields.put("start", schedule.start());
        fields.put("end", schedule.end());
        fields.put("allow_partials", schedule.allowPartials());
        return fields;
    }

    private static Schedule schedule(JsonObject json) {
        return new Schedule(
                json.text("cron"),
                json.text("cron_tz"),
                IntervalUnit.named(json.text("interval_unit")),
                json.text("start"),
                json.text("end"),
                json.flag("allow_partials"));
    }

    private static Map<String, Object> write(ModelFacts facts) {
        var fields = JsonObject.fields();
        fields.put("query", facts.query());
        fields.put("canonical_query", facts.canonicalQuery());
        fields.put("canonical_before", facts.canonicalBefore());
        fields.put("canonical_after", facts.canonicalAfter());
        fields.put("canonical_on_virtual_update", facts.canonicalOnVirtualUpdate());
        fields.put("macro_values", new TreeMap<>(facts.macroValues()));
        fields.put(
                "dependencies",
                new TreeSet<>(facts.dependencies())
                        .stream().map(JsonObject::table).toList());
        fields.put("depends_on_self", facts.dependsOnSelf());
        fields.put(
                "columns",
                facts.columns()
                        .map(columns -> columns.stream().map(JsonObject::column).toList())
                        .orElse(null));
        return fields;
    }

    private static ModelFacts facts(JsonObject json) {
        return new ModelFacts(
                Optional.ofNullable(json.text("query")).orElse(""),
                Optional.ofNullable(json.text("canonical_query")).orElse(""),
                json.texts("canonical_before"),
                json.texts("canonical_after"),
                json.texts("canonical_on_virtual_update"),
                json.textMap("macro_values"),
                Set.copyOf(json.list("dependencies", (Object each) -> JsonObject.table(each))),
                json.flag("depends_on_self"),
                json.columns("columns"));
    }
}

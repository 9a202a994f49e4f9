package dev.vmsh.project.json;

import dev.vmsh.project.Audit;
import dev.vmsh.sql.Dialect;

/** An audit as a JSON document, and back. Stateless and safe for threads. */
public final class AuditJson {
    public String write(Audit audit) {
        var fields = JsonObject.fields();
        fields.put("name", audit.name());
        fields.put("file", audit.file());
        fields.put("dialect", audit.dialect().id());
        fields.put("definitions", ModelJson.texts(audit.definitions()));
        fields.put("query", ModelJson.write(audit.query()));
        fields.put("defaults", audit.defaults());
        fields.put("blocking", audit.blocking());
        fields.put("skip", audit.skip());
        return JsonText.write(fields);
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #write} gives */
    public Audit read(String text) {
        try {
            JsonObject json = JsonObject.of(JsonText.read(text));
            return new Audit(
                    json.text("name"),
                    json.text("file"),
                    Dialect.named(json.text("dialect")).orElseThrow(IllegalArgumentException::new),
                    json.list("definitions", ModelJson::text),
                    ModelJson.text(json.raw("query")),
                    json.textMap("defaults"),
                    json.flag("blocking"),
                    json.flag("skip"));
        } catch (ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException("not the JSON of an audit: " + e.getMessage(), e);
        }
    }
}

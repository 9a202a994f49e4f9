package dev.vmsh.engine.jdbc;

import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.sql.TableName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The views of a Trino catalog, which keep the columns that they were made with. */
record TrinoViews(EngineSession session) {
    private static final Pattern CREATE = Pattern.compile("\\A\\s*CREATE VIEW ");

    /** Makes every view anew that reads {@code changed}, each after what it reads. */
    void refresh(TableName changed) {
        Map<TableName, String> left = definitions();
        Deque<TableName> renewed = new ArrayDeque<>();
        renewed.add(changed);
        while (!renewed.isEmpty()) {
            Pattern name = mention(renewed.removeFirst());
            var readers = new LinkedHashMap<>(left);
            readers.values().removeIf(definition -> !name.matcher(definition).find());
            for (TableName view : readers.keySet()) {
                left.remove(view);
                if (renew(view)) {
                    renewed.add(view);
                }
            }
        }
    }

    private Map<TableName, String> definitions() {
        var definitions = new LinkedHashMap<TableName, String>();
        try (Rows rows =
                session.query("SELECT table_schema, table_name, view_definition FROM information_schema.views")) {
            while (rows.next()) {
                definitions.put(
                        TableName.of((String) rows.value(0), (String) rows.value(1)), String.valueOf(rows.value(2)));
            }
        }
        return definitions;
    }

    /** The name with its schema, with quotes or without. */
    private static Pattern mention(TableName table) {
        return Pattern.compile("(?i)(?<!\\w)\"?%s\"?\\s*\\.\\s*\"?%s(?!\\w)"
                .formatted(Pattern.quote(table.schema()), Pattern.quote(table.name())));
    }

    /** @return whether it could be: one that reads a column that is gone cannot */
    private boolean renew(TableName view) {
        try {
            String text;
            try (Rows rows = session.query("SHOW CREATE VIEW " + view.quoted())) {
                rows.next();
                text = (String) rows.value(0);
            }
            session.execute(CREATE.matcher(text).replaceFirst("CREATE OR REPLACE VIEW "));
            return true;
        } catch (EngineException e) {
            if (e.kind() != Cause.STATEMENT) {
                throw e;
            }
            return false;
        }
    }
}

package dev.vmsh.shell.render;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.vmsh.engine.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** An array of objects, one for each row, or the objects alone, one on a line. */
final class JsonWriter implements ResultWriter {
    private final boolean lines;

    JsonWriter(boolean lines) {
        this.lines = lines;
    }

    @Override
    public Written write(Rows rows, Writer out) {
        List<SerializedString> names = JsonText.memberNames(rows.columns()).stream()
                .map(SerializedString::new)
                .toList();
        try {
            long count = 0;
            out.write(lines ? "" : "[");
            // One generator for all rows: making one costs more than a row.
            try (JsonGenerator json = JsonText.generator(out)) {
                json.setRootValueSeparator(new SerializedString(lines ? "\n" : ",\n"));
                for (; rows.next(); count++) {
                    if (count == 0 && !lines) {
                        out.write('\n');
                    }
                    row(rows, names, json);
                }
            }
            out.write(end(count));
            return new Written(count, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void row(Rows rows, List<SerializedString> names, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < names.size(); i++) {
            Object value = rows.value(i);
            json.writeFieldName(names.get(i));
            JsonText.write(value, json);
        }
        json.writeEndObject();
    }

    private String end(long count) {
        if (lines) {
            return count == 0 ? "" : "\n";
        }
        return count == 0 ? "]\n" : "\n]\n";
    }
}

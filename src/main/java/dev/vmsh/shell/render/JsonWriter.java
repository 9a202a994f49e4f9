package dev.vmsh.shell.render;

import dev.vmsh.engine.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;

/** An array of objects, one for each row, or the objects alone, one on a line. */
final class JsonWriter implements ResultWriter {
    private final boolean lines;

    JsonWriter(boolean lines) {
        this.lines = lines;
    }

    @Override
    public Written write(Rows rows, Writer out) {
        List<String> names = JsonText.memberNames(rows.columns());
        try {
            long count = 0;
            out.write(lines ? "" : "[");
            for (; rows.next(); count++) {
                if (!lines) {
                    out.write(count == 0 ? "\n" : ",\n");
                }
                var row = new LinkedHashMap<String, Object>();
                for (int i = 0; i < names.size(); i++) {
                    row.put(names.get(i), rows.value(i));
                }
                JsonText.write(row, out);
                out.write(lines ? "\n" : "");
            }
            if (!lines) {
                out.write(count == 0 ? "]\n" : "\n]\n");
            }
            return new Written(count, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

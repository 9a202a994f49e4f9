package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import java.util.LinkedHashMap;

/** Values of variables as templates see them. */
final class JinjaValues {
    private static final int LONGEST_WHOLE = 19;

    private JinjaValues() {}

    /** @param dialect in which a value that is SQL is written */
    static Object of(MacroValue value, Dialect dialect) {
        if (value instanceof MacroValue.Number number) {
            boolean whole = number.value().scale() <= 0 && number.value().precision() < LONGEST_WHOLE;
            return whole ? (Object) number.value().longValueExact() : number.value();
        }
        if (value instanceof MacroValue.Bool bool) {
            return bool.value();
        }
        if (value instanceof MacroValue.Null) {
            return JinjaNone.NONE;
        }
        if (value instanceof MacroValue.Sequence sequence) {
            return sequence.items().stream().map(item -> of(item, dialect)).toList();
        }
        if (value instanceof MacroValue.Mapping mapping) {
            var map = new LinkedHashMap<String, Object>();
            mapping.entries().forEach((key, entry) -> map.put(key, of(entry, dialect)));
            return map;
        }
        return value instanceof MacroValue.Text text ? text.value() : Values.sql(value, dialect);
    }
}

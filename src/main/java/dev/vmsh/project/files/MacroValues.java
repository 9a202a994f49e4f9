package dev.vmsh.project.files;

import dev.vmsh.macro.MacroValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;

/** YAML values as macro values. */
final class MacroValues {
    private MacroValues() {}

    static MacroValue of(YamlNode node) {
        Object value = node.value();
        if (value == null) {
            return MacroValue.NULL;
        }
        if (node.isMap()) {
            var entries = new LinkedHashMap<String, MacroValue>();
            node.entries().forEach((key, entry) -> entries.put(key, of(entry)));
            return new MacroValue.Mapping(entries);
        }
        if (node.isList()) {
            return new MacroValue.Sequence(
                    node.items().stream().map(MacroValues::of).toList());
        }
        if (value instanceof BigDecimal number) {
            return new MacroValue.Number(number);
        }
        return value instanceof Boolean flag ? new MacroValue.Bool(flag) : new MacroValue.Text(value.toString());
    }
}

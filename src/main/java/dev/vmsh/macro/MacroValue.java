package dev.vmsh.macro;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a macro variable holds. Immutable. */
public sealed interface MacroValue {
    MacroValue NULL = new Null();

    /** A string: {@code @x} becomes a quoted literal, {@code @{x}} its bare text. */
    record Text(String value) implements MacroValue {
        public Text {
            Objects.requireNonNull(value, "value");
        }
    }

    /** A number, exact. */
    @SuppressWarnings("JavaLangClash")
    record Number(BigDecimal value) implements MacroValue {}

    record Bool(boolean value) implements MacroValue {}

    /** The absence of a value: {@code NULL}. */
    record Null() implements MacroValue {}

    /** SQL text that stands for itself: an identifier, an expression, a table name. */
    record Sql(String text) implements MacroValue {}

    record Sequence(List<MacroValue> items) implements MacroValue {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Keeps the order in which its entries were given. */
    record Mapping(Map<String, MacroValue> entries) implements MacroValue {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /**
     * A function that {@code @DEF} made: {@code x -> x + 1}.
     *
     * @param parameters as written; matching them is case-sensitive
     * @param body SQL text with macros in it
     */
    record Lambda(List<String> parameters, String body) implements MacroValue {
        public Lambda {
            parameters = List.copyOf(parameters);
        }
    }
}

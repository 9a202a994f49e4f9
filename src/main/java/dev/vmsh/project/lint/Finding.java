package dev.vmsh.project.lint;

import dev.vmsh.project.Model;
import java.util.Locale;

/**
 * A rule that a model breaks.
 *
 * @param rule its name
 * @param line where in the model's file, from 1
 */
public record Finding(String rule, Model model, int line, Level level, String message) {
    /** How much a finding matters. */
    public enum Level {
        /** The answer is no. */
        ERROR,
        WARNING;

        /** As in JSON. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code models/orders.sql:12}. */
    public String place() {
        return model.file() + ":" + line;
    }
}

package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import java.util.Locale;

/** Reads {@code on} and {@code off}. */
final class Switches {
    private Switches() {}

    /** @throws UsageException if {@code word} is neither */
    static boolean on(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "on", "true", "1", "yes" -> true;
            case "off", "false", "0", "no" -> false;
            default -> throw new UsageException("'%s' is neither on nor off".formatted(word), "Type on or off");
        };
    }
}

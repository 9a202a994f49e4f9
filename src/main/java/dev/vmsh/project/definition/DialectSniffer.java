package dev.vmsh.project.definition;

import dev.vmsh.problem.NearName;
import dev.vmsh.sql.Dialect;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds out in which dialect a file is written, before it is read. */
final class DialectSniffer {
    private static final int HEAD_LENGTH = 10_000;
    private static final Pattern DIALECT = Pattern.compile(
            "\\b(?:MODEL|AUDIT)\\s*\\((?:[^;]*?,)?\\s*(?:--[^\n]*\n\\s*)*dialect\\s+['\"]?([A-Za-z0-9_]*)",
            Pattern.CASE_INSENSITIVE);

    private DialectSniffer() {}

    /** @throws DefinitionException if the file names a dialect that is not known */
    static Dialect dialect(Source source, Dialect fallback) {
        String head =
                source.text().substring(0, Math.min(HEAD_LENGTH, source.text().length()));
        Matcher matcher = DIALECT.matcher(head);
        if (!matcher.find() || matcher.group(1).isEmpty()) {
            return fallback;
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        return Dialect.named(name)
                .orElseThrow(() -> new DefinitionException(
                        matcher.start(1),
                        "'%s' is not a dialect that vmsh knows".formatted(name),
                        NearName.hintOrAll(
                                name,
                                Arrays.stream(Dialect.values()).map(Dialect::id).collect(Collectors.toSet()))));
    }
}

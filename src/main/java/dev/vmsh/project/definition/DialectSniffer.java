package dev.vmsh.project.definition;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.WrittenDialect;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out in which dialect a file is written, before it is read. */
final class DialectSniffer {
    private static final int HEAD_LENGTH = 10_000;
    private static final Pattern DIALECT = Pattern.compile(
            "\\b(?:MODEL|AUDIT)\\s*\\((?:[^;]*?,)?\\s*(?:--[^\n]*\n\\s*)*dialect\\s+['\"]?([A-Za-z0-9_]*)(\\s*,\\s*normalization_strategy\\s*=[^'\"]*(?=['\"]))?",
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
        String setting = matcher.group(2) == null ? "" : matcher.group(2);
        try {
            return WrittenDialect.of(matcher.group(1) + setting).dialect();
        } catch (SqlException e) {
            throw new DefinitionException(matcher.start(1), e.getMessage(), e.remedy());
        }
    }
}

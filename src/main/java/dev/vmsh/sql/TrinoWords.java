package dev.vmsh.sql;

import io.trino.grammar.sql.SqlBaseLexer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The words of Trino's SQL. A server cannot be asked for them; its grammar can. */
public final class TrinoWords {
    private static final Pattern WORD = Pattern.compile("'([A-Z_]+)'");

    private TrinoWords() {}

    /** Lower case, sorted. */
    public static List<String> keywords() {
        return IntStream.rangeClosed(1, SqlBaseLexer.VOCABULARY.getMaxTokenType())
                .mapToObj(SqlBaseLexer.VOCABULARY::getLiteralName)
                .filter(name -> name != null && WORD.matcher(name).matches())
                .map(name -> name.substring(1, name.length() - 1).toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }
}

package dev.vmsh.project.files;

import com.univocity.parsers.csv.CsvParserSettings;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code csv_settings} of a seed: how its file is cut into values, and which of them mean nothing. */
final class SeedSettings {
    private static final Set<String> DEFAULT_NOTHING = Set.of(
            "",
            "NULL",
            "null",
            "NA",
            "N/A",
            "n/a",
            "NaN",
            "nan",
            "-nan",
            "-NaN",
            "None",
            "<NA>",
            "#N/A",
            "#NA",
            "1.#IND",
            "1.#QNAN",
            "-1.#IND",
            "-1.#QNAN",
            "#N/A N/A");

    private final Map<String, String> settings;
    private final Set<String> nothing = new HashSet<>();
    private final Map<String, Set<String>> nothingByColumn = new HashMap<>();

    /** @param settings as written, keys lower case */
    SeedSettings(Map<String, String> settings) {
        this.settings = settings;
        boolean defaults = !settings.getOrDefault("keep_default_na", "true").equalsIgnoreCase("false");
        if (defaults) {
            nothing.addAll(DEFAULT_NOTHING);
        }
        readNothing(settings.getOrDefault("na_values", ""));
    }

    /** {@code ('-', '')} for all columns, {@code (price = ('-'))} for one. */
    private void readNothing(String text) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(text, Dialect.POSTGRES));
        String column = null;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean key = i + 1 < tokens.size()
                    && (tokens.get(i + 1).isOperator("=") || tokens.get(i + 1).isOperator(":="));
            if (key) {
                column = plain(token);
            } else if (token.kind() != Token.Kind.OPERATOR || token.text().equals("-")) {
                Set<String> values = column == null
                        ? nothing
                        : nothingByColumn.computeIfAbsent(column, name -> new HashSet<>(nothing));
                values.add(plain(token));
            }
        }
    }

    private static String plain(Token token) {
        return token.kind() == Token.Kind.STRING && token.text().startsWith("'")
                ? token.text().substring(1, token.text().length() - 1).replace("''", "'")
                : token.identifier();
    }

    /** Whether {@code value} stands for NULL in {@code column}, given as in the file's header. */
    boolean isNothing(String column, String value) {
        return nothingByColumn.getOrDefault(column, nothing).contains(value);
    }

    CsvParserSettings parser() {
        var parser = new CsvParserSettings();
        parser.getFormat().setDelimiter(delimiter());
        parser.getFormat().setQuote(character("quotechar", '"'));
        parser.getFormat().setQuoteEscape(character("escapechar", character("quotechar", '"')));
        parser.getFormat().setComment('\0');
        parser.setLineSeparatorDetectionEnabled(true);
        parser.setIgnoreLeadingWhitespaces(skipsSpaces());
        parser.setIgnoreTrailingWhitespaces(false);
        parser.setNullValue("");
        parser.setEmptyValue("");
        parser.setMaxCharsPerColumn(-1);
        parser.setMaxColumns(16_384);
        parser.setReadInputOnSeparateThread(false);
        return parser;
    }

    /** The same for who looks at the text itself. */
    QuoteWatch.Csv characters() {
        char quote = character("quotechar", '"');
        return new QuoteWatch.Csv(delimiter().charAt(0), quote, character("escapechar", quote), skipsSpaces());
    }

    private boolean skipsSpaces() {
        return settings.getOrDefault("skipinitialspace", "false").equalsIgnoreCase("true");
    }

    private String delimiter() {
        String delimiter = settings.getOrDefault("delimiter", ",");
        return delimiter.isEmpty() ? "," : delimiter.replace("\\t", "\t");
    }

    private char character(String name, char fallback) {
        String text = settings.getOrDefault(name, "");
        return text.isEmpty() ? fallback : text.charAt(0);
    }
}

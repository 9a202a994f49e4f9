package dev.vmsh.project.definition;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The value of a property, as tokens that can be read as whatever the property wants. Immutable.
 *
 * <p>Its places are exact for text that stands in the file, and the place of the whole property for text that macros made.
 */
final class Value {
    private static final Map<String, Boolean> FLAGS = Map.ofEntries(
            Map.entry("true", true),
            Map.entry("false", false),
            Map.entry("1", true),
            Map.entry("0", false),
            Map.entry("t", true),
            Map.entry("f", false),
            Map.entry("yes", true),
            Map.entry("no", false),
            Map.entry("y", true),
            Map.entry("n", false),
            Map.entry("on", true),
            Map.entry("off", false));

    private final String source;
    private final int offset;
    private final boolean exact;
    private final Dialect dialect;
    private final List<Token> tokens;

    private Value(String source, int offset, boolean exact, Dialect dialect, List<Token> tokens) {
        this.source = source;
        this.offset = offset;
        this.exact = exact;
        this.dialect = dialect;
        this.tokens = tokens;
    }

    /** @param tokens of {@code source}, without trivia; not empty */
    static Value written(String source, Dialect dialect, List<Token> tokens) {
        return new Value(source, tokens.get(0).start(), true, dialect, tokens);
    }

    /** Text that macros made for the property at {@code offset}. */
    static Value generated(String text, int offset, Dialect dialect) {
        return new Value(text, offset, false, dialect, Lexer.withoutTrivia(Lexer.tokens(text, dialect)));
    }

    /** As written, comments and all. */
    String written() {
        return tokens.isEmpty()
                ? ""
                : source.substring(
                        tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }

    /** On one line, without comments and without a comma before a closing bracket. */
    String text() {
        var text = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean last = i + 1 == tokens.size();
            if (token.isOperator(",") && !last && closes(tokens.get(i + 1).text())) {
                continue;
            }
            boolean spaced = i > 0 && tokens.get(i - 1).end() < token.start();
            boolean inside = (i > 0 && opens(tokens.get(i - 1).text())) || closes(token.text());
            text.append(spaced && !inside ? " " : "").append(token.text());
        }
        return text.toString();
    }

    int offset() {
        return offset;
    }

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    /** Whether {@link #offset} and those of its parts are places in the file. */
    boolean exact() {
        return exact;
    }

    boolean hasMacro() {
        return text().indexOf('@') >= 0;
    }

    List<Token> tokens() {
        return tokens;
    }

    DefinitionException wrong(String message, String remedy) {
        return new DefinitionException(offset, message, remedy);
    }

    /** {@code NULL} or {@code None}: as if the property had not been given. */
    boolean isNull() {
        return tokens.size() == 1 && (tokens.get(0).is("null") || tokens.get(0).is("none"));
    }

    /** A word, a dotted name, a string or a number, as plain text. */
    String word() {
        if (tokens.size() == 1) {
            return plain(tokens.get(0));
        }
        boolean negative = tokens.size() == 2 && tokens.get(0).isOperator("-");
        if (!negative && !isDottedName()) {
            throw wrong(
                    "'%s' was not expected here".formatted(text()),
                    "Put a comma between two properties, and quotes around a text");
        }
        return text();
    }

    /** One word or string without its quotes; anything longer as it stands. */
    String plainText() {
        return tokens.size() == 1 ? plain(tokens.get(0)) : text();
    }

    /** {@link #word}, stripped; for names and short texts. */
    String plainWord() {
        return word().strip();
    }

    private boolean isDottedName() {
        for (int i = 0; i < tokens.size(); i++) {
            boolean fits = i % 2 == 0 ? tokens.get(i).isName() : tokens.get(i).isOperator(".");
            if (!fits) {
                return false;
            }
        }
        return tokens.size() % 2 == 1;
    }

    /** Text that must be in quotes, like a cron. */
    String string(String example) {
        if (tokens.size() != 1 || !isString(tokens.get(0))) {
            throw wrong("this must be in quotes", "Write " + example);
        }
        return plain(tokens.get(0));
    }

    boolean flag() {
        Boolean flag = FLAGS.get(word().toLowerCase(Locale.ROOT));
        if (flag == null) {
            throw wrong("'%s' is neither true nor false".formatted(word()), "Write true or false");
        }
        return flag;
    }

    /** A whole number that is at least {@code least}. */
    int number(int least) {
        try {
            int number = Integer.parseInt(word().strip());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new DefinitionException(offset, "'%s' is not a whole number".formatted(word()), "Write digits only");
        }
        throw wrong("%s is too small".formatted(word()), "Write %d or more".formatted(least));
    }

    /** Whether the whole value stands in one pair of parentheses or brackets. */
    boolean grouped() {
        return tokens.size() >= 2 && closing(opening()) == tokens.size() - 1;
    }

    /** Where the first bracket stands in {@code (a, b)}, {@code [a, b]} and {@code ARRAY[a, b]}. */
    private int opening() {
        return tokens.get(0).is("array") && tokens.get(1).isOperator("[") ? 1 : 0;
    }

    /** The elements of a tuple or array; a value without parentheses is its own only element. */
    List<Value> items() {
        if (!grouped()) {
            return tokens.isEmpty() ? List.of() : List.of(this);
        }
        return split(opening() + 1, tokens.size() - 1);
    }

    /** What stands between the commas outside of all brackets: several elements where a macro has made a list of them. */
    List<Value> elements() {
        return split(0, tokens.size());
    }

    /** {@code (key = value, ...)}; keys without quotes, in order. */
    Map<String, Value> entries() {
        if (!grouped()) {
            throw wrong("this must be a list of key = value in parentheses", "Write (key = 'value')");
        }
        var entries = new LinkedHashMap<String, Value>();
        for (Value item : items()) {
            entries.put(item.key(), item.assigned());
        }
        return entries;
    }

    /** The name before {@code =} or {@code :=}. */
    String key() {
        if (tokens.size() < 3
                || !(tokens.get(1).isOperator("=") || tokens.get(1).isOperator(":="))) {
            throw wrong("'%s' is not of the form key = value".formatted(text()), "Write key = value");
        }
        return plain(tokens.get(0));
    }

    /** What stands after {@code =} or {@code :=}. */
    Value assigned() {
        key();
        return part(2, tokens.size());
    }

    /** The word that a call or block begins with: {@code not_null} of {@code not_null(columns := (a))}. */
    String head() {
        if (tokens.isEmpty() || !(tokens.get(0).isName() || isString(tokens.get(0)))) {
            throw wrong("'%s' does not begin with a name".formatted(text()), "");
        }
        return plain(tokens.get(0));
    }

    /** What stands in parentheses after {@link #head}; empty if nothing does. */
    Optional<Value> arguments() {
        if (tokens.size() == 1) {
            return Optional.empty();
        }
        if (!tokens.get(1).isOperator("(") || closing(1) != tokens.size() - 1) {
            throw part(1, tokens.size())
                    .wrong(
                            "'%s' was not expected after '%s'"
                                    .formatted(part(1, tokens.size()).text(), head()),
                            "Put a comma before it, or parentheses around its settings");
        }
        return Optional.of(part(1, tokens.size()));
    }

    /** The pieces between the commas of this value, which must be {@link #grouped}, or of the value itself. */
    private List<Value> split(int from, int to) {
        var items = new ArrayList<Value>();
        int start = from;
        int at = from;
        while (at < to) {
            if (tokens.get(at).isOperator(",")) {
                if (at > start) {
                    items.add(part(start, at));
                }
                start = at + 1;
                at++;
            } else {
                at = Math.max(at, closing(at)) + 1;
            }
        }
        if (to > start) {
            items.add(part(start, to));
        }
        return items;
    }

    /** A part of this value, by token positions. */
    Value part(int from, int to) {
        int place = exact && from < tokens.size() ? tokens.get(from).start() : offset;
        return new Value(source, place, exact, dialect, tokens.subList(from, Math.max(from, to)));
    }

    /** The position of the bracket that closes the one at {@code open}; -1 if there is none there or it stays open. */
    private int closing(int open) {
        return closing(tokens, open);
    }

    static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            String text = tokens.get(i).text();
            if (opens(text)) {
                depth++;
            } else if (closes(text)) {
                depth--;
            }
            if (depth <= 0) {
                return depth == 0 && i > open ? i : -1;
            }
        }
        return -1;
    }

    static boolean opens(String text) {
        return text.equals("(") || text.equals("[") || text.equals("{") || text.equals("@{");
    }

    static boolean closes(String text) {
        return text.equals(")") || text.equals("]") || text.equals("}");
    }

    private static boolean isString(Token token) {
        return token.kind() == Token.Kind.STRING || token.kind() == Token.Kind.QUOTED_NAME;
    }

    private static String plain(Token token) {
        if (token.kind() == Token.Kind.STRING
                && token.text().startsWith("'")
                && token.text().length() >= 2) {
            return token.text().substring(1, token.text().length() - 1).replace("''", "'");
        }
        return token.identifier();
    }
}

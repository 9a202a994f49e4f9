package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One expansion under way: what is defined, what was read and called so far. Used by one thread. */
final class Evaluation {
    /** Deeper than anything a person writes; a variable that refers to itself ends here. */
    private static final int DEEPEST = 120;

    private final Set<String> variables = new TreeSet<>();
    private final Set<String> calls = new TreeSet<>();
    private MacroScope scope;
    private int depth;

    Evaluation(MacroScope scope) {
        this.scope = scope;
    }

    MacroScope scope() {
        return scope;
    }

    Dialect dialect() {
        return scope.dialect();
    }

    Expansion finished(String sql) {
        return new Expansion(sql, variables, calls, scope);
    }

    void define(String name, MacroValue value) {
        scope = scope.withDefinition(name, value);
    }

    void called(String lowerName) {
        calls.add(lowerName);
    }

    /** The plain SQL of {@code tokens}; empty if all of it vanished. */
    String expand(List<Token> tokens, Frame frame, Place place) {
        return expandOneDeeper(new TokenExpander(this, tokens, frame, place), tokens, place);
    }

    /** What one argument's tokens become: a macro that gives a list makes several arguments of one; a vanished one is an empty text. */
    List<String> expandArgument(List<Token> tokens, Frame frame, Place place) {
        var expander = new TokenExpander(this, tokens, frame, place);
        String sql = expandOneDeeper(expander, tokens, place);
        List<String> texts = SqlText.splitAtCommas(sql, dialect());
        if (texts.size() > 1) {
            return texts;
        }
        // A list of one array is that array, not its items: kept apart from an array that was written as the argument.
        boolean listOfOneList =
                expander.gaveList() && Items.ofOne(sql, dialect()).isPresent();
        return List.of(listOfOneList ? "(" + sql + ")" : sql);
    }

    private String expandOneDeeper(TokenExpander expander, List<Token> tokens, Place place) {
        if (++depth > DEEPEST) {
            int offset = tokens.isEmpty() ? -1 : place.of(tokens.get(0));
            throw new MacroException(
                    "Macros are nested more than " + DEEPEST + " deep",
                    "Look for a definition that uses itself",
                    offset);
        }
        try {
            return expander.run();
        } finally {
            depth--;
        }
    }

    /** The plain SQL of text that a macro at {@code offset} produced. */
    String expandProduced(String sql, Frame frame, int offset) {
        return MacroExpander.mayContainMacros(sql)
                ? expand(Lexer.tokens(sql, dialect()), frame, new Place(Math.max(offset, 0)))
                : sql;
    }

    /** The value of a variable, a lambda's parameter first. Remembers that it was read. */
    Optional<MacroValue> variable(String name, Frame frame) {
        String lower = name.toLowerCase(Locale.ROOT);
        Optional<MacroValue> local = frame.local(lower);
        if (local.isPresent()) {
            return local;
        }
        Optional<MacroValue> found = scope.variable(lower);
        if (found.isPresent() && !scope.definitions().containsKey(lower)) {
            variables.add(lower);
        }
        return found;
    }

    /** Whether there is such a variable. Asking is no reading. */
    boolean knows(String name, Frame frame) {
        return frame.local(name.toLowerCase(Locale.ROOT)).isPresent()
                || scope.variable(name).isPresent();
    }

    /** Remembers that a configured or blueprint variable was read by its name. */
    void read(String name) {
        variables.add(name.toLowerCase(Locale.ROOT));
    }

    /** The variable as bare text, for text templates. */
    Optional<String> bareText(String name, Frame frame) {
        return variable(name, frame).map(value -> Values.bareText(value, dialect()));
    }

    /** Whether the project is only being loaded, so that schemas and tables need not be known. */
    boolean loading() {
        return scope.variable("runtime_stage")
                .filter(stage -> Values.bareText(stage, dialect()).equals("loading"))
                .isPresent();
    }

    /** {@code item} as the values of {@code count} lambda parameters. */
    List<MacroValue> take(int count, String item, MacroCall call) {
        if (count == 1) {
            return List.of(Values.read(item, dialect()));
        }
        List<String> parts = Items.ofOne(item, dialect()).orElse(List.of(item));
        if (parts.size() != count) {
            throw call.wrong("The lambda takes %d values, but the item is %s".formatted(count, item));
        }
        return parts.stream().map(part -> Values.read(part, dialect())).toList();
    }
}

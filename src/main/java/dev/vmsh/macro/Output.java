package dev.vmsh.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The text written so far, piece by piece. A macro that gave nothing leaves a gap; when the text is taken, each gap takes along what
 * made sense only with it: its comma, its {@code AND}, its alias, an empty {@code WHERE}.
 */
final class Output {
    private static final Set<String> CONNECTORS = Set.of("AND", "OR");
    private static final Set<String> EMPTY_CLAUSES = Set.of("WHERE", "HAVING", "ON", "QUALIFY", "LIMIT", "OFFSET");
    private static final Set<String> BY_CLAUSES =
            Set.of("GROUP", "ORDER", "PARTITION", "CLUSTER", "DISTRIBUTE", "SORT");
    private static final Set<String> NOT_AN_ALIAS = Set.of(
            "FROM",
            "WHERE",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "QUALIFY",
            "WINDOW",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS",
            "LIKE",
            "BETWEEN",
            "THEN",
            "ELSE",
            "END",
            "WHEN",
            "ON",
            "USING",
            "JOIN",
            "LEFT",
            "RIGHT",
            "FULL",
            "INNER",
            "CROSS",
            "NATURAL",
            "INTO",
            "OFFSET",
            "FETCH",
            "ROWS",
            "RANGE");
    private static final Set<String> GROUP_OPENS_AFTER =
            Set.of("WHERE", "AND", "OR", "NOT", "ON", "HAVING", "SELECT", "BY", "QUALIFY");

    private enum Kind {
        SPACE,
        TOKEN,
        VALUE,
        LIST,
        GAP
    }

    /** A stretch of the output; for a gap, {@code text} is the macro that left it. */
    private record Piece(Kind kind, String text, int offset) {
        boolean is(String token) {
            return kind == Kind.TOKEN && text.equalsIgnoreCase(token);
        }

        boolean isOneOf(Set<String> upperCaseWords) {
            return kind == Kind.TOKEN && upperCaseWords.contains(text.toUpperCase(Locale.ROOT));
        }

        boolean isWord() {
            return kind == Kind.TOKEN
                    && (Character.isLetter(text.charAt(0)) || text.charAt(0) == '_' || text.charAt(0) == '"');
        }

        /** Whether an expression must stand at both sides of this. */
        boolean isBinary() {
            return kind == Kind.TOKEN && "+-*/%=<>!|^&".indexOf(text.charAt(0)) >= 0;
        }
    }

    private final List<Piece> pieces = new ArrayList<>();
    private boolean gaps;

    void space(String text) {
        pieces.add(new Piece(Kind.SPACE, text, -1));
    }

    void token(String text, int offset) {
        pieces.add(new Piece(Kind.TOKEN, text, offset));
    }

    void value(String sql, int offset) {
        pieces.add(new Piece(Kind.VALUE, sql, offset));
    }

    void result(String macro, MacroResult result, int offset) {
        if (result.items().isEmpty()) {
            gaps = true;
            pieces.add(new Piece(Kind.GAP, macro, offset));
        } else {
            gaps |= result.list();
            pieces.add(new Piece(result.list() ? Kind.LIST : Kind.VALUE, String.join(", ", result.items()), offset));
        }
    }

    /** Takes back trailing tokens that are among {@code words}, lower case. */
    void dropTrailing(Set<String> words) {
        int last = previous(pieces.size());
        while (last >= 0
                && pieces.get(last).kind() == Kind.TOKEN
                && words.contains(pieces.get(last).text().toLowerCase(Locale.ROOT))) {
            remove(last, last);
            last = previous(pieces.size());
        }
    }

    /** What was written, gaps closed; empty if only space and comments are left of it. */
    String text() {
        if (gaps) {
            closeGaps();
            if (pieces.stream().allMatch(piece -> piece.kind() == Kind.SPACE)) {
                return "";
            }
        }
        var out = new StringBuilder();
        pieces.forEach(piece -> out.append(piece.text()));
        return out.toString().strip();
    }

    /** Whether all that was written, apart from space, is one macro's list. */
    boolean isOneList() {
        return pieces.stream().filter(piece -> piece.kind() != Kind.SPACE).count() == 1
                && pieces.stream().anyMatch(piece -> piece.kind() == Kind.LIST);
    }

    private void closeGaps() {
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).kind() == Kind.LIST) {
                dropAlias(i);
            }
        }
        int gap = firstGap();
        while (gap >= 0) {
            close(gap);
            gap = firstGap();
        }
    }

    private int firstGap() {
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).kind() == Kind.GAP) {
                return i;
            }
        }
        return -1;
    }

    /** Closes one gap, or makes it wider: each call removes a piece, so that this comes to an end. */
    private void close(int gap) {
        dropAlias(gap);
        dropOrdering(gap);
        int before = previous(gap);
        int after = next(gap);
        if (is(after, ";") && (before < 0 || is(before, ";"))) {
            remove(gap, after);
        } else if (is(before, "NOT")) {
            remove(before, gap - 1);
        } else if (is(before, "(") && is(after, ")") && isGroup(before)) {
            remove(gap + 1, after);
            remove(before, gap - 1);
        } else if (closesAsListItem(before, after)) {
            closeListItem(gap, before, after);
        } else if (isOneOf(before, CONNECTORS) || isOneOf(after, CONNECTORS)) {
            closeOperand(gap, before, after);
        } else if (isOneOf(before, EMPTY_CLAUSES)) {
            remove(before, gap);
        } else if (is(before, "BY") && isOneOf(previous(before), BY_CLAUSES)) {
            remove(previous(before), gap);
        } else if (isBinary(before) || isBinary(after)) {
            throw nothingThere(pieces.get(gap));
        } else {
            remove(gap, gap);
        }
    }

    private boolean closesAsListItem(int before, int after) {
        if (is(after, ",")) {
            return !isBinary(before) && !isOneOf(before, CONNECTORS);
        }
        return is(before, ",") && !isBinary(after) && !isOneOf(after, CONNECTORS);
    }

    private void closeListItem(int gap, int before, int after) {
        if (is(after, ",")) {
            remove(gap, after);
        } else {
            remove(before, gap);
        }
    }

    /** {@code a AND gap}, {@code gap OR b}; between both kinds, AND binds tighter and goes. */
    private void closeOperand(int gap, int before, int after) {
        boolean takeAfter = !isOneOf(before, CONNECTORS) || (is(before, "OR") && is(after, "AND"));
        boolean alone = takeAfter && isBinary(before);
        if (alone || (!takeAfter && isBinary(after))) {
            throw nothingThere(pieces.get(gap));
        }
        if (takeAfter) {
            remove(gap, after);
        } else {
            remove(before, gap);
        }
    }

    /** Whether the bracket at {@code open} only groups; one after a name is a call's. */
    private boolean isGroup(int open) {
        int before = previous(open);
        return before < 0 || is(before, "(") || is(before, ",") || isOneOf(before, GROUP_OPENS_AFTER);
    }

    private void dropAlias(int index) {
        int after = next(index);
        if (is(after, "AS")) {
            int alias = next(after);
            remove(index + 1, alias < 0 ? after : alias);
            return;
        }
        int before = previous(index);
        boolean item = before >= 0 && (is(before, ",") || is(before, "SELECT"));
        if (item && after >= 0 && pieces.get(after).isWord() && !isOneOf(after, NOT_AN_ALIAS)) {
            remove(index + 1, after);
        }
    }

    private void dropOrdering(int gap) {
        if (is(next(gap), "ASC") || is(next(gap), "DESC")) {
            remove(gap + 1, next(gap));
        }
        int nulls = next(gap);
        if (is(nulls, "NULLS") && next(nulls) >= 0) {
            remove(gap + 1, next(nulls));
        }
    }

    /** Removes the pieces from {@code first} to {@code last} and keeps one space where they stood between two. */
    private void remove(int first, int last) {
        pieces.subList(first, last + 1).clear();
        boolean twoSpaces = first > 0
                && first < pieces.size()
                && pieces.get(first - 1).text().isBlank()
                && pieces.get(first).text().isBlank()
                && pieces.get(first).kind() == Kind.SPACE;
        if (twoSpaces) {
            pieces.remove(first);
        }
    }

    private int previous(int index) {
        int i = index - 1;
        while (i >= 0 && pieces.get(i).kind() == Kind.SPACE) {
            i--;
        }
        return i;
    }

    /** Index of the next piece that is no space; -1 if there is none, or if {@code index} is none. */
    private int next(int index) {
        if (index < 0) {
            return -1;
        }
        int i = index + 1;
        while (i < pieces.size() && pieces.get(i).kind() == Kind.SPACE) {
            i++;
        }
        return i < pieces.size() ? i : -1;
    }

    private boolean is(int index, String token) {
        return index >= 0 && pieces.get(index).is(token);
    }

    private boolean isOneOf(int index, Set<String> words) {
        return index >= 0 && pieces.get(index).isOneOf(words);
    }

    private boolean isBinary(int index) {
        return index >= 0 && pieces.get(index).isBinary();
    }

    private static MacroException nothingThere(Piece gap) {
        String macro = "@" + gap.text().toUpperCase(Locale.ROOT);
        return new MacroException(
                macro + " gave nothing where an operator needs a value",
                "Give it a value for that case, such as NULL",
                gap.offset());
    }
}

package dev.vmsh.project.definition;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import dev.vmsh.sql.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Lays out a MODEL or AUDIT block: a property on a line; a list within stays on its line, unless it was written on several or would be
 * too long. Used once.
 */
final class HeadFormatter {
    private static final int LONGEST = 100;
    private static final String INDENT = "  ";

    private final List<Token> tokens;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Boolean> broken = new ArrayDeque<>();

    /** Whether the next token begins a line, and whether white space stands before it in the text. */
    private boolean newLine;

    private boolean spaced;

    private HeadFormatter(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** @param text the block, with comments before it, without its semicolon */
    static String format(String text, Dialect dialect) {
        List<Token> all = Lexer.tokens(text, dialect);
        int head = 0;
        while (all.get(head).trivia()) {
            head++;
        }
        String before = SqlTidier.tidy(text.substring(0, all.get(head).start()), dialect, false);
        return before + new HeadFormatter(all.subList(head, all.size())).run();
    }

    private String run() {
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (token.kind() == Kind.WHITESPACE) {
                spaced = true;
            } else if (token.kind() == Kind.COMMENT) {
                comment(at);
            } else {
                meaning(at);
            }
        }
        return out.toString();
    }

    /** A comment on a line of its own stays on one; another stays behind what it follows. */
    private void comment(int at) {
        Token token = tokens.get(at);
        boolean own = at > 0 && tokens.get(at - 1).text().indexOf('\n') >= 0;
        if (own) {
            breakLine();
        } else {
            out.append(' ');
        }
        boolean line = !token.text().startsWith("/*");
        out.append(line ? token.text().stripTrailing() : token.text());
        newLine = line || own || newLine;
        spaced = line;
    }

    private void meaning(int at) {
        Token token = tokens.get(at);
        String text = spelling(at);
        if (Value.closes(token.text())) {
            boolean lines = !broken.isEmpty() && broken.pop();
            if (lines || newLine) {
                breakLine();
            }
            out.append(text);
        } else if (token.isOperator(",") && isTrailing(at)) {
            spaced = false; // the last property needs none
            return;
        } else {
            if (newLine) {
                breakLine();
            } else if (at > 0 && needsSpace(at)) {
                out.append(' ');
            }
            out.append(text);
        }
        newLine = false;
        if (Value.opens(token.text())) {
            boolean lines = breaks(at);
            broken.push(lines);
            newLine = lines;
        } else if (token.isOperator(",") && !broken.isEmpty() && broken.peek()) {
            newLine = broken.size() == 1 || spaceFollows(at);
        }
        spaced = false;
    }

    private boolean needsSpace(int at) {
        Token before = tokens.get(at - 1);
        boolean outermost = broken.isEmpty();
        return outermost || (spaced && !Value.opens(before.trivia() ? lastMeaning(at) : before.text()));
    }

    private String lastMeaning(int at) {
        int before = at - 1;
        while (tokens.get(before).trivia()) {
            before--;
        }
        return tokens.get(before).text();
    }

    private void breakLine() {
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(end);
        out.append('\n').append(INDENT.repeat(broken.size()));
    }

    /** MODEL, names of properties and of kinds have one spelling; everything else is somebody's. */
    private String spelling(int at) {
        Token token = tokens.get(at);
        if (token.kind() != Kind.WORD) {
            return token.text();
        }
        if (broken.isEmpty()) {
            return token.text().toUpperCase(Locale.ROOT);
        }
        if (broken.size() == 1 && beginsItem(at)) {
            return token.lower();
        }
        boolean kind = broken.size() == 1 && lastMeaning(at).equalsIgnoreCase("kind") && beginsItem(positionBefore(at));
        return kind ? token.text().toUpperCase(Locale.ROOT) : token.text();
    }

    private boolean beginsItem(int at) {
        String before = at <= 0 ? "" : lastMeaning(at);
        return before.equals("(") || before.equals(",");
    }

    private int positionBefore(int at) {
        int before = at - 1;
        while (tokens.get(before).trivia()) {
            before--;
        }
        return before;
    }

    /** Whether a bracket's content stands on lines of its own: always the block's, and those of a property where it is better to read. */
    private boolean breaks(int open) {
        if (broken.isEmpty()) {
            return true;
        }
        boolean inner = broken.size() > 1
                || !tokens.get(open).isOperator("(") && !tokens.get(open).isOperator("[");
        if (inner || isMacroCall(open)) {
            return false;
        }
        int close = closing(open);
        int lineStart = out.lastIndexOf("\n") + 1;
        int length = out.length() - lineStart;
        boolean content = false;
        for (int at = open + 1; at < close; at++) {
            Token token = tokens.get(at);
            if (token.kind() == Kind.WHITESPACE && token.text().indexOf('\n') >= 0) {
                return true;
            }
            content |= !token.trivia();
            length += token.kind() == Kind.WHITESPACE ? 1 : token.text().length();
        }
        return content && length > LONGEST;
    }

    private boolean isMacroCall(int open) {
        return open > 1 && tokens.get(open - 1).isName() && tokens.get(open - 2).isOperator("@");
    }

    private boolean isTrailing(int at) {
        int next = at + 1;
        while (next < tokens.size() && tokens.get(next).trivia()) {
            next++;
        }
        return broken.size() == 1 && next < tokens.size() && tokens.get(next).isOperator(")");
    }

    private boolean spaceFollows(int at) {
        return at + 1 < tokens.size() && tokens.get(at + 1).trivia();
    }

    private int closing(int open) {
        var meaning = new ArrayList<Token>(tokens.subList(open, tokens.size()));
        int close = Value.closing(meaning, 0);
        return close < 0 ? tokens.size() : open + close;
    }
}

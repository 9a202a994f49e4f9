package dev.vmsh.shell.jline;

import dev.vmsh.shell.completion.SqlWords;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Input;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours commands and SQL while they are typed. Changes no character. */
final class BufferHighlighter implements Highlighter {
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle COMMAND = PLAIN.bold().foreground(AttributedStyle.CYAN);
    private static final AttributedStyle KEYWORD = PLAIN.bold().foreground(AttributedStyle.BLUE);
    private static final AttributedStyle STRING = PLAIN.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle NUMBER = PLAIN.foreground(AttributedStyle.MAGENTA);
    private static final AttributedStyle COMMENT = PLAIN.foreground(AttributedStyle.BRIGHT);
    private static final AttributedStyle OPTION = PLAIN.foreground(AttributedStyle.YELLOW);

    private final Supplier<Set<String>> commandNames;

    private final boolean coloured;
    private final Consumer<String> typed;

    /** @param typed told what stands there whenever that is shown */
    BufferHighlighter(Supplier<Set<String>> commandNames, boolean coloured, Consumer<String> typed) {
        this.commandNames = commandNames;
        this.coloured = coloured;
        this.typed = typed;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        typed.accept(buffer);
        return coloured ? coloured(buffer) : new AttributedString(buffer);
    }

    private AttributedString coloured(String buffer) {
        var out = new AttributedStringBuilder(buffer.length());
        int at = 0;
        for (Input.Entry entry : Input.all(buffer, commandNames.get())) {
            sql(buffer.substring(at, entry.offset()), out);
            at = entry.offset();
            if (entry.input() instanceof Input.Command command) {
                command(command.line(), out);
                at += command.line().length();
            } else {
                String text = ((Input.Statements) entry.input()).pieces().get(0).text();
                sql(text, out);
                at += text.length();
            }
        }
        sql(buffer.substring(at), out);
        return out.toAttributedString();
    }

    private static void command(String line, AttributedStringBuilder out) {
        boolean first = true;
        for (String part : line.split("(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)", -1)) {
            boolean word = !part.isBlank();
            AttributedStyle style = word && first ? COMMAND : part.startsWith("-") ? OPTION : PLAIN;
            out.styled(style, part);
            first &= !word;
        }
    }

    private static void sql(String text, AttributedStringBuilder out) {
        for (Token token : Lexer.tokens(text, Dialect.DUCKDB)) {
            out.styled(style(token), token.text());
        }
    }

    private static AttributedStyle style(Token token) {
        return switch (token.kind()) {
            case WORD -> SqlWords.isKeyword(token.text()) ? KEYWORD : PLAIN;
            case STRING, UNFINISHED -> STRING;
            case NUMBER -> NUMBER;
            case COMMENT -> COMMENT;
            default -> PLAIN;
        };
    }

    @Override
    public void setErrorPattern(Pattern pattern) {
        // Nothing is marked as an error: what is typed is not finished.
    }

    @Override
    public void setErrorIndex(int index) {
        // As above.
    }
}

package dev.vmsh.project.definition;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Splitter;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a file into statements. The bodies of JINJA blocks are taken as they are: a semicolon or a lone quote in them means nothing. */
final class FileSplitter {
    private static final Pattern JINJA_BEGIN =
            Pattern.compile("\\bJINJA_(QUERY|STATEMENT)_BEGIN\\b\\s*;?", Pattern.CASE_INSENSITIVE);
    private static final Pattern JINJA_END = Pattern.compile("\\bJINJA_END\\b\\s*;?", Pattern.CASE_INSENSITIVE);

    private final Source source;
    private final Dialect dialect;
    private final List<FilePart> parts = new ArrayList<>();

    private FileSplitter(Source source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
    }

    /** @throws DefinitionException if a string, comment or block is not closed */
    static List<FilePart> split(Source source, Dialect dialect) {
        return new FileSplitter(source, dialect).run();
    }

    private List<FilePart> run() {
        String text = source.text();
        Matcher begin = JINJA_BEGIN.matcher(text);
        int from = 0;
        int search = 0;
        while (begin.find(search)) {
            search = begin.end();
            if (!startsToken(from, begin.start())) {
                continue;
            }
            addSql(from, begin.start());
            Matcher end = JINJA_END.matcher(text);
            if (!end.find(begin.end())) {
                throw new DefinitionException(
                        begin.start(), "This Jinja block is not closed", "Write JINJA_END; after it");
            }
            boolean query = begin.group(1).toUpperCase(Locale.ROOT).equals("QUERY");
            addJinja(query, begin.end(), end.start());
            from = end.end();
            search = from;
        }
        addSql(from, text.length());
        return List.copyOf(parts);
    }

    /** Whether what begins at {@code offset} is a word of its own, rather than inside a comment or string that began after {@code from}. */
    private boolean startsToken(int from, int offset) {
        int at = from;
        for (Token token : Lexer.tokens(source.text().substring(from, offset), dialect)) {
            if (token.kind() == Token.Kind.UNFINISHED) {
                return false;
            }
            at = from + token.start();
        }
        String before = source.text().substring(at, offset);
        return !before.startsWith("--") || before.indexOf('\n') >= 0;
    }

    private void addJinja(boolean query, int from, int to) {
        String raw = source.text().substring(from, to);
        String body = raw.strip();
        int offset = from + raw.indexOf(body);
        parts.add(new FilePart(query ? FilePart.Form.JINJA_QUERY : FilePart.Form.JINJA_STATEMENT, body, offset));
    }

    private void addSql(int from, int to) {
        String text = source.text().substring(from, to);
        Lexer.tokens(text, dialect).stream()
                .filter(token -> token.kind() == Token.Kind.UNFINISHED)
                .findFirst()
                .ifPresent(token -> {
                    throw new DefinitionException(
                            from + token.start(),
                            "A string, quoted name or comment begins here and is not closed",
                            "Close it, or double a quote that belongs to the text");
                });
        for (Splitter.Piece piece : Splitter.split(text, dialect)) {
            parts.add(new FilePart(form(piece.text()), piece.text(), from + piece.offset()));
        }
    }

    private FilePart.Form form(String statement) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(statement, dialect));
        if (tokens.size() == 1 && tokens.get(0).is("ON_VIRTUAL_UPDATE_BEGIN")) {
            return FilePart.Form.VIRTUAL_UPDATE_BEGIN;
        }
        if (tokens.size() == 1 && tokens.get(0).is("ON_VIRTUAL_UPDATE_END")) {
            return FilePart.Form.VIRTUAL_UPDATE_END;
        }
        return FilePart.Form.SQL;
    }
}

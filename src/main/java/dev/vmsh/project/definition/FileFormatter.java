package dev.vmsh.project.definition;

import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.List;
import java.util.Set;

/**
 * Writes a model or audit file as everybody's is written: a property on a line, keywords in capitals, no white space at line ends. No
 * token but keywords and property names changes, comments stay where they are, and the layout of queries is left to who wrote them.
 * Formatting twice is formatting once. Stateless.
 */
public final class FileFormatter {
    private static final Set<String> QUERY_WORDS = Set.of("select", "with", "from", "values", "(");

    private FileFormatter() {}

    /**
     * @param fallback the dialect of a file that names none
     * @throws DefinitionException if the text cannot be cut into statements
     */
    public static String format(String text, Dialect fallback) {
        var source = new Source("", text);
        Dialect dialect = DialectSniffer.dialect(source, fallback);
        var out = new StringBuilder();
        int at = 0;
        boolean afterHead = false;
        for (FilePart part : FileSplitter.split(source, dialect)) {
            out.append(gap(text.substring(at, part.offset()), afterHead));
            afterHead = isHead(part, dialect);
            out.append(part(part, afterHead, dialect));
            at = part.offset() + part.text().length();
        }
        out.append(gap(text.substring(at), false));
        return withoutBlankEnd(out);
    }

    private static String part(FilePart part, boolean head, Dialect dialect) {
        if (head) {
            return HeadFormatter.format(part.text(), dialect);
        }
        // A Jinja body belongs to who wrote it, and so does text that only looks like SQL.
        boolean template =
                part.jinja() || part.text().contains("{{") || part.text().contains("{%");
        if (template) {
            return part.text();
        }
        return SqlTidier.tidy(part.text(), dialect, isQuery(part.text(), dialect));
    }

    private static boolean isHead(FilePart part, Dialect dialect) {
        if (part.jinja()) {
            return false;
        }
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(part.text(), dialect));
        return tokens.size() > 1
                && (tokens.get(0).is("MODEL") || tokens.get(0).is("AUDIT"))
                && tokens.get(1).isOperator("(");
    }

    private static boolean isQuery(String text, Dialect dialect) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(text, dialect));
        return !tokens.isEmpty() && QUERY_WORDS.contains(tokens.get(0).lower());
    }

    /** What stands between two statements: their semicolon, Jinja marks and white space. One blank line follows a head. */
    private static String gap(String text, boolean afterHead) {
        String spaced = afterHead ? text.replaceFirst("^;[ \\t\\r]*(\\n\\s*|$)", ";\n\n") : text;
        return spaced.replaceAll("[ \\t\\r]+\\n", "\n").replaceAll("\\n{3,}", "\n\n");
    }

    private static String withoutBlankEnd(StringBuilder out) {
        String text = out.toString().stripTrailing();
        return text.isEmpty() ? "" : text + "\n";
    }
}

package dev.vmsh.project.definition;

import dev.vmsh.project.ModelStatements;
import dev.vmsh.project.SqlText;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model file cut into its parts, before anything in them is read.
 *
 * @param head the parentheses after MODEL and what they hold; empty if the file has no MODEL block
 * @param headOffset where the MODEL block begins
 * @param description what the comments at its head say; null if there are none
 * @param statementOffsets where the statements begin in the file, by the {@link SqlText} they became (compared by identity)
 * @param audits each AUDIT block and the parts that belong to it
 */
record ModelFile(
        Optional<Value> head,
        int headOffset,
        String description,
        ModelStatements statements,
        Offsets statementOffsets,
        List<List<FilePart>> audits) {

    /** @throws DefinitionException if the file's order of parts cannot be made sense of */
    static ModelFile read(Source source, Dialect dialect, boolean headRequired) {
        return new Reading(source, dialect, headRequired).run();
    }

    /** Reads one file from front to back. */
    private static final class Reading {
        private static final Set<String> QUERY_WORDS = Set.of("select", "with", "from", "values", "pivot", "unpivot");

        private final Source source;
        private final Dialect dialect;
        private final boolean headRequired;
        private final Offsets offsets = new Offsets();
        private final List<SqlText> virtual = new ArrayList<>();
        private final List<List<FilePart>> audits = new ArrayList<>();
        private final List<FilePart> statements = new ArrayList<>();

        private Reading(Source source, Dialect dialect, boolean headRequired) {
            this.source = source;
            this.dialect = dialect;
            this.headRequired = headRequired;
        }

        private ModelFile run() {
            var parts = new ArrayList<>(FileSplitter.split(source, dialect));
            Optional<Head> head =
                    parts.isEmpty() ? Optional.empty() : Head.read("MODEL", parts.get(0), source, dialect);
            if (head.isPresent()) {
                parts.remove(0);
            } else if (headRequired) {
                int offset = parts.isEmpty() ? -1 : firstToken(parts.get(0));
                throw new DefinitionException(
                        offset,
                        "The file does not begin with a MODEL block",
                        "Begin it with MODEL (name schema.table, kind FULL);");
            }
            sort(parts);
            int query = query();
            return new ModelFile(
                    head.map(Head::list),
                    head.map(Head::offset).orElse(0),
                    head.map(Head::comment).orElse(null),
                    new ModelStatements(
                            texts(0, query < 0 ? statements.size() : query),
                            query < 0 ? null : text(statements.get(query)),
                            query < 0 ? List.of() : texts(query + 1, statements.size()),
                            virtual),
                    offsets,
                    List.copyOf(audits));
        }

        /** Puts inline audits and the statements of virtual updates aside. */
        private void sort(List<FilePart> parts) {
            FilePart virtualBegin = null;
            for (int i = 0; i < parts.size(); i++) {
                FilePart part = parts.get(i);
                if (part.form() == FilePart.Form.VIRTUAL_UPDATE_BEGIN) {
                    virtualBegin = part;
                } else if (part.form() == FilePart.Form.VIRTUAL_UPDATE_END) {
                    if (virtualBegin == null) {
                        throw new DefinitionException(
                                part.offset(),
                                "ON_VIRTUAL_UPDATE_END without a beginning",
                                "Write ON_VIRTUAL_UPDATE_BEGIN; before it");
                    }
                    virtualBegin = null;
                } else if (virtualBegin != null) {
                    virtual.add(text(part));
                } else if (Head.read("AUDIT", part, source, dialect).isPresent()) {
                    int query = i + 1;
                    if (query >= parts.size()) {
                        throw new DefinitionException(
                                part.offset(),
                                "This AUDIT block is not followed by a query",
                                "Write its query after it");
                    }
                    audits.add(List.of(part, parts.get(query)));
                    i = query;
                } else if (Head.read("MODEL", part, source, dialect).isPresent()) {
                    throw new DefinitionException(
                            part.offset(), "A file holds one model", "Move this MODEL block to a file of its own");
                } else {
                    statements.add(part);
                }
            }
            if (virtualBegin != null) {
                throw new DefinitionException(
                        virtualBegin.offset(),
                        "ON_VIRTUAL_UPDATE_BEGIN is not closed",
                        "Write ON_VIRTUAL_UPDATE_END; after its statements");
            }
        }

        /** The position of the query among the statements; -1 if there is none. */
        private int query() {
            int found = -1;
            for (int i = 0; i < statements.size(); i++) {
                if (isQuery(statements.get(i))) {
                    if (found >= 0) {
                        throw new DefinitionException(
                                firstToken(statements.get(i)),
                                "A model has one query, and this is the second",
                                "Remove one, or put the first into a WITH clause");
                    }
                    found = i;
                }
            }
            return found >= 0 ? found : macroQuery();
        }

        private boolean isQuery(FilePart part) {
            if (part.jinja()) {
                return part.form() == FilePart.Form.JINJA_QUERY;
            }
            List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(part.text(), dialect));
            int first = 0;
            while (first < tokens.size() - 1 && tokens.get(first).isOperator("(")) {
                first++;
            }
            Token token = tokens.get(first);
            if (token.isOperator("@")) {
                Token name = tokens.get(Math.min(first + 1, tokens.size() - 1));
                return name.is("union") || name.is("with");
            }
            return token.kind() == Token.Kind.WORD && QUERY_WORDS.contains(token.lower()) && !changesRows(tokens);
        }

        /** {@code WITH x AS (...) INSERT ...}. */
        private boolean changesRows(List<Token> tokens) {
            if (!tokens.get(0).is("with")) {
                return false;
            }
            int depth = 0;
            for (Token token : tokens) {
                if (Value.opens(token.text())) {
                    depth++;
                } else if (token.text().equals(")")) {
                    depth--;
                } else if (depth == 0
                        && (token.is("insert") || token.is("update") || token.is("delete") || token.is("merge"))) {
                    return true;
                } else if (depth == 0 && (token.is("select") || token.is("from"))) {
                    return false;
                }
            }
            return false;
        }

        /** A macro call can stand for the query if there is no other. */
        private int macroQuery() {
            int found = -1;
            for (int i = 0; i < statements.size(); i++) {
                List<Token> tokens =
                        Lexer.withoutTrivia(Lexer.tokens(statements.get(i).text(), dialect));
                boolean call = !statements.get(i).jinja()
                        && tokens.size() > 2
                        && tokens.get(0).isOperator("@")
                        && !tokens.get(1).is("def");
                if (call && found < 0) {
                    found = i;
                } else if (call) {
                    return -1;
                }
            }
            return found;
        }

        private List<SqlText> texts(int from, int to) {
            return statements.subList(from, to).stream().map(this::text).toList();
        }

        private SqlText text(FilePart part) {
            var text = new SqlText(part.text(), source.line(part.offset()), part.jinja());
            offsets.put(text, part.offset());
            return text;
        }

        private int firstToken(FilePart part) {
            return Lexer.tokens(part.text(), dialect).stream()
                    .filter(token -> !token.trivia())
                    .findFirst()
                    .map(token -> part.offset() + token.start())
                    .orElse(part.offset());
        }
    }
}

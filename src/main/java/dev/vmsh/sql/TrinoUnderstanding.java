package dev.vmsh.sql;

import io.trino.grammar.sql.SqlBaseLexer;
import io.trino.grammar.sql.SqlBaseParser;
import io.trino.grammar.sql.SqlBaseParser.StatementContext;
import io.trino.grammar.sql.SqlBaseParser.StatementDefaultContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** A query as Trino's own grammar reads it. */
final class TrinoUnderstanding implements Understanding {
    /** Name and version; raised when the form changes. */
    static final String PREFIX = "trino/1:";

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    private final PreparedText text;
    private final References references;

    private TrinoUnderstanding(PreparedText text, References references) {
        this.text = text;
        this.references = references;
    }

    /** Empty if the grammar does not accept {@code text} as one query. */
    static Optional<TrinoUnderstanding> of(PreparedText text) {
        StatementContext statement;
        try {
            statement = parse(text.blanked());
        } catch (ParseCancellationException e) {
            return Optional.empty();
        }
        if (!(statement instanceof StatementDefaultContext query)) {
            return Optional.empty();
        }
        return new TrinoWalk(text).references(query).map(references -> new TrinoUnderstanding(text, references));
    }

    /** Most texts are read by the faster way of predicting; what it refuses is read again with all of the grammar. */
    private static StatementContext parse(String sql) {
        try {
            return parse(sql, PredictionMode.SLL);
        } catch (ParseCancellationException e) {
            return parse(sql, PredictionMode.LL);
        }
    }

    private static StatementContext parse(String sql, PredictionMode mode) {
        var lexer = new SqlBaseLexer(CharStreams.fromString(sql));
        var parser = new SqlBaseParser(new CommonTokenStream(lexer));
        lexer.removeErrorListeners();
        parser.removeErrorListeners();
        lexer.addErrorListener(new Refusal());
        parser.addErrorListener(new Refusal());
        parser.getInterpreter().setPredictionMode(mode);
        return parser.singleStatement().statement();
    }

    /** Ends the reading at the first mistake. */
    private static final class Refusal extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object symbol,
                int line,
                int column,
                String message,
                RecognitionException cause) {
            throw new ParseCancellationException(message);
        }
    }

    @Override
    public References references() {
        return references;
    }

    /** The words themselves: nothing but letter case and white space is known to mean nothing. */
    @Override
    public String canonical() {
        return PREFIX
                + text.tokens().stream().map(TrinoUnderstanding::canonical).collect(Collectors.joining(" "));
    }

    private static String canonical(Token token) {
        if (!token.isName()) {
            return token.text();
        }
        String name = token.normalized(Dialect.TRINO);
        return PLAIN.matcher(name).matches() ? name : TableName.quote(name);
    }

    @Override
    public Optional<List<Column>> columns(Function<TableName, Optional<List<Column>>> schemas) {
        return Optional.empty();
    }

    @Override
    public List<String> columnFaults(Function<TableName, Optional<List<Column>>> schemas) {
        return List.of();
    }

    @Override
    public Optional<ColumnOrigins> origins(Function<TableName, Optional<List<Column>>> schemas) {
        return Optional.empty();
    }

    @Override
    public List<Rewritten.Edit> outputNames(Dialect target) {
        return List.of();
    }

    @Override
    public String toString() {
        return text.text();
    }
}

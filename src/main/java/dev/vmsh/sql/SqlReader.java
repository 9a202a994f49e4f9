package dev.vmsh.sql;

import dev.vmsh.sql.JSqlParsing.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import net.sf.jsqlparser.statement.select.Select;

/** Reads SQL text in one dialect. Immutable and safe for use by several threads. */
public final class SqlReader {
    private static final int NEAR_CHARACTERS = 30;

    private final Dialect dialect;
    private final Dialect target;
    private final SqlParsers parsers;
    private final JSqlParsing parsing;
    /** A session asks what a statement is, and then renames in it: a large one takes seconds to read. */
    private volatile Reading last;

    private record Reading(String sql, PreparedText text, Optional<References> references) {}

    /** Shares nothing with other readers. */
    public SqlReader(Dialect dialect, FallbackParser fallback) {
        this(dialect, new SqlParsers(fallback));
    }

    public SqlReader(Dialect dialect, SqlParsers parsers) {
        this(dialect, dialect, parsers);
    }

    /**
     * Reads {@code dialect} and writes another: texts with other tables come out in {@code target}. What cannot be said in it is refused
     * with a {@link SqlException}.
     */
    public SqlReader(Dialect dialect, Dialect target, SqlParsers parsers) {
        this.dialect = dialect;
        this.target = target;
        this.parsers = parsers;
        this.parsing = new JSqlParsing(dialect);
    }

    /**
     * Reads one query; a semicolon at its end is allowed.
     *
     * @throws SqlException if neither parser accepts {@code sql} as one query
     */
    public Query query(String sql) {
        return parsers.known(dialect, sql)
                .map(known -> new ReadQuery(known.text(), known, dialect, target))
                .orElseGet(() -> readQuery(sql));
    }

    private ReadQuery readQuery(String sql) {
        PreparedText text = prepare(sql);
        Outcome outcome = parsing.parse(text);
        ReadQuery query = query(text, outcome).orElseThrow(() -> refusal(text, outcome));
        if (query.understanding() instanceof JSqlUnderstanding understanding) {
            parsers.remember(dialect, sql, understanding);
        }
        return query;
    }

    /**
     * The canonical form of a query that nothing else is asked about, which takes half the time.
     *
     * @throws SqlException as {@link #query} does
     */
    public String canonical(String sql) {
        PreparedText text = prepare(sql);
        Outcome outcome = parsing.parse(text);
        return outcome instanceof Outcome.Read read && read.statement() instanceof Select tree
                ? ReadQuery.withHints(JSqlUnderstanding.canonical(text, parsing, dialect, once(text, tree)), text)
                : query(text, outcome).orElseThrow(() -> refusal(text, outcome)).canonical();
    }

    /** Work on a deep query may be begun twice, and a tree that was changed halfway is no good. */
    private Callable<Object> once(PreparedText text, Select tree) {
        var fresh = new AtomicReference<Object>(tree);
        return () -> {
            Object given = fresh.getAndSet(null);
            return given == null ? parsing.fresh(text) : given;
        };
    }

    /** Any statement. Never fails: what cannot be read comes back as not understood. */
    public Statement statement(String sql) {
        Reading reading = reading(sql);
        return new StatementReader(this, dialect).read(reading.text(), reading.references());
    }

    private Reading reading(String sql) {
        Reading known = last;
        if (known == null || !known.sql().equals(sql)) {
            PreparedText text = prepare(sql);
            known = new Reading(sql, text, new StatementReader(this, dialect).tryReferences(text));
            last = known;
        }
        return known;
    }

    /**
     * Every place where {@code sql} names a table, in text order; {@code orders@dev} names a table and an environment.
     *
     * @throws SqlException if the statement cannot be read with certainty
     */
    public List<TableReference> environmentReferences(String sql) {
        return references(reading(sql)).tables().stream()
                .map(Scope.FoundTable::reference)
                .toList();
    }

    /**
     * Any statement, reading other tables; what it writes stays.
     *
     * @throws SqlException if the statement cannot be read with certainty
     */
    public Rewritten replaceTables(String statement, Function<TableName, Optional<Query.Replacement>> replacements) {
        return replaceReferences(
                statement, reference -> reference.written() ? Optional.empty() : replacements.apply(reference.name()));
    }

    /**
     * Any statement with each table reference, read or written, judged on its own. A reference that names an environment must be
     * replaced, as no engine knows what {@code @} means there.
     *
     * @throws SqlException if the statement cannot be read with certainty, or an environment is left
     */
    public Rewritten replaceReferences(
            String statement, Function<TableReference, Optional<Query.Replacement>> replacements) {
        Reading reading = reading(statement);
        return new Translation(dialect, target)
                .of(new Renamer(reading.text().text(), references(reading), dialect, target).rename(replacements));
    }

    private References references(Reading reading) {
        return reading.references().orElseThrow(() -> refusal(reading.text(), parse(reading.text())));
    }

    /** The dialect of texts with other tables. */
    public Dialect target() {
        return target;
    }

    /**
     * An expression, or any other piece of SQL, as the other dialect writes it.
     *
     * @throws SqlException if it would mean something else
     */
    public String translated(String piece) {
        return new Translation(dialect, target)
                .of(new Rewritten(plain(piece), List.of()))
                .sql();
    }

    /**
     * A dotted name in this dialect, quotes allowed: {@code "a".b.c}, double ones in every dialect.
     *
     * @throws SqlException if it is not one to three identifiers
     */
    public TableName tableName(String text) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(text, dialect));
        var parts = new ArrayList<Token>();
        for (int i = 0; i < tokens.size(); i++) {
            boolean name = i % 2 == 0;
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.STRING && token.text().startsWith("\"")) {
                token = new Token(Token.Kind.QUOTED_NAME, token.text(), token.start(), token.end());
            }
            if (name ? !token.isName() : !token.isOperator(".")) {
                throw notAName(text, token.start());
            }
            if (name) {
                parts.add(token);
            }
        }
        if (parts.isEmpty() || parts.size() > 3 || tokens.size() % 2 == 0) {
            throw notAName(text, 0);
        }
        return TreeWalk.tableName(parts, dialect);
    }

    /** What changed from {@code before} to {@code after}, both already free of macros. */
    public QueryChange change(Query before, Query after) {
        var left = (ReadQuery) before;
        var right = (ReadQuery) after;
        return parsing.deep(
                        larger(left, right), () -> new QueryComparison(dialect, this::viaFallback).compare(left, right))
                .orElseGet(() -> new QueryChange.Other("the query changed and is too large to compare"));
    }

    /**
     * What a change from {@code before} to {@code after}, and of the tables read, makes of the result's rows. {@link Effect#ROWS} where
     * less cannot be proved.
     *
     * @param schemasBefore columns of the tables that {@code before} reads
     * @param schemasAfter the same for {@code after}
     * @param sources what happened to the rows of each table, named as in the texts
     */
    public Effect effect(
            Query before,
            Query after,
            Function<TableName, Optional<List<Column>>> schemasBefore,
            Function<TableName, Optional<List<Column>>> schemasAfter,
            Function<TableName, Effect> sources) {
        var left = (ReadQuery) before;
        var right = (ReadQuery) after;
        if (!(left.understanding() instanceof JSqlUnderstanding was)
                || !(right.understanding() instanceof JSqlUnderstanding is)
                || !left.prepared().hints().equals(right.prepared().hints())) {
            return Effect.ROWS;
        }
        boolean same = left.text().equals(right.text());
        return parsing.deep(larger(left, right), () -> {
                    Select old = same ? was.tree() : was.fresh();
                    Select current = same ? is.tree() : is.fresh();
                    return new EffectFinder(dialect)
                            .of(
                                    new EffectFinder.Side(left.prepared(), old, schemasBefore),
                                    new EffectFinder.Side(right.prepared(), current, schemasAfter),
                                    same,
                                    sources);
                })
                .orElse(Effect.ROWS);
    }

    private static PreparedText larger(ReadQuery left, ReadQuery right) {
        return left.prepared().tokens().size() > right.prepared().tokens().size() ? left.prepared() : right.prepared();
    }

    PreparedText prepare(String sql) {
        return PreparedText.of(plain(withoutSemicolon(sql)), dialect);
    }

    /** {@code sql} with quotes where SQLMesh would put them and the author did not need to. */
    private String plain(String sql) {
        String named = ReservedNames.quoted(sql, dialect);
        return dialect == Dialect.BIGQUERY ? BigQueryPaths.quoted(named) : named;
    }

    Outcome parse(PreparedText text) {
        return parsing.parse(text);
    }

    /** The query that {@code outcome} or the fallback makes of {@code text}. */
    Optional<ReadQuery> query(PreparedText text, Outcome outcome) {
        if (outcome instanceof Outcome.Read read) {
            return read.statement() instanceof Select select
                    ? Optional.of(new ReadQuery(
                            text,
                            new JSqlUnderstanding(text, select, read.references(), parsing, dialect),
                            dialect,
                            target))
                    : Optional.empty();
        }
        Optional<? extends Understanding> second =
                dialect == Dialect.TRINO ? TrinoUnderstanding.of(text) : viaFallback(text);
        return second.map(understanding -> new ReadQuery(text, understanding, dialect, target));
    }

    private Optional<DuckDbUnderstanding> viaFallback(PreparedText text) {
        return parsers.fallback()
                .serialize(text.blanked())
                .flatMap(json -> DuckDbUnderstanding.of(text, json, dialect));
    }

    SqlException refusal(PreparedText text, Outcome outcome) {
        if (outcome instanceof Outcome.Read) {
            return new SqlException("this is a statement, not a query", "Write a SELECT", 0);
        }
        if (text.tokens().isEmpty()) {
            return new SqlException("there is no SQL here", "Write a SELECT", 0);
        }
        var failure = (Outcome.NotRead) outcome;
        int offset = failure.offset();
        if (offset < 0 || offset > text.text().length()) {
            return new SqlException(
                    "the SQL is beyond the parsers: " + failure.reason(), "Write it in another way", -1);
        }
        String near = text.text()
                .substring(offset, Math.min(text.text().length(), offset + NEAR_CHARACTERS))
                .strip();
        return near.isEmpty()
                ? new SqlException(
                        "the SQL ends too early", "Finish the statement: something is missing at its end", offset)
                : new SqlException(
                        "the SQL is not understood",
                        "Look near: " + near.lines().findFirst().orElse(near),
                        offset);
    }

    private static SqlException notAName(String text, int offset) {
        return new SqlException(
                "not a table's name: " + text, "Write one to three names with dots: schema.table", offset);
    }

    /** The text without white space at its end and a semicolon there; a comment after the semicolon goes too. */
    private String withoutSemicolon(String sql) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(sql, dialect));
        int last = tokens.size() - 1;
        while (last >= 0 && tokens.get(last).isOperator(";")) {
            last--;
        }
        boolean ended = last >= 0 && last < tokens.size() - 1;
        return ended ? sql.substring(0, tokens.get(last).end()) : sql.stripTrailing();
    }
}

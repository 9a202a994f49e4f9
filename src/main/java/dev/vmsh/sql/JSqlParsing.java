package dev.vmsh.sql;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statement;

/** JSqlParser, believed only where {@link TokenGuard} agrees. Safe for use by several threads. */
final class JSqlParsing {
    /** Enough for a query of a thousand nested parentheses; a person waits no longer. */
    private static final int SECONDS = 5;

    /** Up to this many tokens a text is read on the caller's thread: changing threads would take longer than reading it. */
    private static final int SMALL_TOKENS = 400;

    private final ParserThreads threads = new ParserThreads();
    private final Dialect dialect;

    JSqlParsing(Dialect dialect) {
        this.dialect = dialect;
    }

    /** What came of a parse. */
    sealed interface Outcome {
        /** A tree to be believed. */
        record Read(Statement statement, References references) implements Outcome {}

        /**
         * No tree.
         *
         * @param offset where the parser stopped; -1 if not known
         * @param near what it stopped at; may be empty
         */
        record NotRead(String reason, int offset, String near) implements Outcome {}
    }

    Outcome parse(PreparedText text) {
        if (text.tokens().isEmpty()) {
            return new Outcome.NotRead("empty", -1, "");
        }
        if (TokenGuard.suspicious(text.tokens(), dialect)) {
            return new Outcome.NotRead("a construct that the parser is not trusted with", -1, "");
        }
        var running = new AtomicReference<CCJSqlParser>();
        try {
            return run(text, () -> read(text, running), () -> interrupt(running));
        } catch (ParserThreads.TooMuchException e) {
            return new Outcome.NotRead(e.getMessage(), -1, "");
        }
    }

    /** A tree of its own that the caller may change, for a text that was read before. */
    Statement fresh(PreparedText text) throws ParseException {
        return parser(text).Statement();
    }

    /** Runs {@code work} on {@code text} with a stack deep enough; empty if there is none. The work may be begun twice. */
    <T> Optional<T> deep(PreparedText text, Callable<T> work) {
        try {
            return Optional.ofNullable(run(text, work, () -> {}));
        } catch (ParserThreads.TooMuchException e) {
            return Optional.empty();
        }
    }

    private <T> T run(PreparedText text, Callable<T> work, Runnable stop) throws ParserThreads.TooMuchException {
        if (text.tokens().size() <= SMALL_TOKENS) {
            try {
                return work.call();
            } catch (StackOverflowError e) {
                // small, but nested deeper than this thread's stack: the deep one below will do
                return threads.run(work, SECONDS, stop);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return threads.run(work, SECONDS, stop);
    }

    private Outcome read(PreparedText text, AtomicReference<CCJSqlParser> running) {
        CCJSqlParser parser = parser(text);
        running.set(parser);
        Statement statement;
        try {
            statement = parser.Statement();
        } catch (ParseException e) {
            return e.currentToken == null || e.currentToken.next == null
                    ? new Outcome.NotRead("not understood", -1, "")
                    : new Outcome.NotRead(
                            "not understood", e.currentToken.next.absoluteBegin - 1, e.currentToken.next.image);
        } catch (TokenMgrException e) {
            return new Outcome.NotRead("a character that SQL does not know", -1, "");
        }
        if (statement == null || !TokenGuard.faithful(text.tokens(), statement.toString(), dialect)) {
            return new Outcome.NotRead("a construct that the parser misreads", -1, "");
        }
        Optional<References> references = new TreeWalk(text, dialect).references(statement);
        return references.isPresent()
                ? new Outcome.Read(statement, references.get())
                : new Outcome.NotRead("a table name that the parser misreads", -1, "");
    }

    private CCJSqlParser parser(PreparedText text) {
        return CCJSqlParserUtil.newParser(text.blanked())
                .withAllowComplexParsing(false)
                .withSquareBracketQuotation(dialect.kin() == Dialect.TSQL);
    }

    private static void interrupt(AtomicReference<CCJSqlParser> running) {
        CCJSqlParser parser = running.get();
        if (parser != null) {
            parser.interrupted = true;
        }
    }
}

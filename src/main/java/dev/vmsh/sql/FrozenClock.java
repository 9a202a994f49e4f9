package dev.vmsh.sql;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts one moment in the place of the clock: what a query calls now becomes a literal. */
public final class FrozenClock {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);

    private FrozenClock() {}

    /** {@code sql} with {@code CURRENT_DATE}, {@code CURRENT_TIMESTAMP}, {@code now()} and the like standing for {@code moment}. */
    public static String freeze(String sql, Dialect dialect, Instant moment) {
        return Renamer.apply(sql, edits(sql, dialect, moment)).sql();
    }

    /** Whether {@code sql} asks what time it is. */
    public static boolean isReadBy(String sql, Dialect dialect) {
        return !edits(sql, dialect, Instant.EPOCH).isEmpty();
    }

    private static List<Rewritten.Edit> edits(String sql, Dialect dialect, Instant moment) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(sql, dialect));
        var edits = new ArrayList<Rewritten.Edit>();
        for (int i = 0; i < tokens.size(); i++) {
            boolean call = i + 2 < tokens.size()
                    && tokens.get(i + 1).isOperator("(")
                    && tokens.get(i + 2).isOperator(")");
            Optional<String> literal = literal(tokens.get(i), call, moment);
            boolean partOfName = (i > 0 && tokens.get(i - 1).isOperator("."))
                    || (i + 1 < tokens.size() && tokens.get(i + 1).isOperator("."))
                    || (i > 0 && tokens.get(i - 1).is("as"));
            if (literal.isPresent() && !partOfName) {
                int end = tokens.get(call ? i + 2 : i).end();
                edits.add(new Rewritten.Edit(tokens.get(i).start(), end, literal.get()));
            }
        }
        return edits;
    }

    private static Optional<String> literal(Token token, boolean call, Instant moment) {
        if (token.kind() != Token.Kind.WORD) {
            return Optional.empty();
        }
        LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        String day = DATE.format(utc);
        String time = TIME.format(utc);
        Optional<String> instant = Optional.of("CAST('%s %s+00:00' AS TIMESTAMPTZ)".formatted(day, time));
        Optional<String> date = Optional.of("CAST('%s' AS DATE)".formatted(day));
        return switch (token.lower()) {
            case "current_date" -> date;
            case "today" -> call ? date : Optional.empty();
            case "current_time", "localtime" -> Optional.of("CAST('%s' AS TIME)".formatted(time));
            case "current_timestamp" -> instant;
            case "now", "transaction_timestamp", "get_current_timestamp" -> call ? instant : Optional.empty();
            case "current_datetime", "localtimestamp" -> Optional.of("CAST('%s %s' AS TIMESTAMP)".formatted(day, time));
            default -> Optional.empty();
        };
    }
}

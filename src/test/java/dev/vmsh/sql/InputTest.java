package dev.vmsh.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputTest {
    private static final Set<String> COMMANDS = Set.of("plan", "use", "describe");
    private static final List<String> FRAGMENTS = List.of(
            "select", " ", "\n", ";", "'", "\"", "--", "/*", "*/", "$$", "$a$", "plan", "use dev", "\\q", "x", "1.5e3",
            "E'", "\\", "a.b", "@", "@{", "}", "::", "é", "😀", "\t", "\r\n", "`", "->>", "(", ")", "U&'", "//", "$1",
            "$");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '%',
            value = {
                "plan dev --yes            | command plan dev --yes",
                "PLAN dev;                 | command PLAN dev",
                "  \\d orders              | command \\d orders",
                "use it's                  | command use it's",
                "use \"a;b\"; x            | unfinished ;",
                "select 1;                 | sql select 1",
                "select 1; select 2;       | sql select 1 & select 2",
                "select 1                  | unfinished ;",
                "select 'a;                | unfinished '",
                "select \"a                | unfinished \"",
                "select /* ;               | unfinished */",
                "/* only                   | unfinished */",
                "select $x$ ;              | unfinished $x$",
                "planet;                   | sql planet",
                "-- plan                   | blank",
                "%  %                      | blank",
                "select ';' -- ; no        | unfinished ;",
                "describe select 1         | command describe select 1",
            })
    void aBufferIsACommandOrStatementsOrUnfinishedOrBlank(String buffer, String expected) {
        assertThat(shown(Input.read(buffer, COMMANDS))).isEqualTo(expected);
    }

    @Test
    void aScriptIsASequenceOfCommandsAndStatementsWithTheirLines() {
        String script = """
                -- set up
                use dev
                select 1,
                  2;  plan dev --no-prompts; select ';'
                from t;

                \\q""";

        assertThat(Input.all(script, COMMANDS).stream().map(entry -> entry.line() + " " + shown(entry.input())))
                .containsExactly(
                        "2 command use dev",
                        "3 sql select 1,\n  2",
                        "4 command plan dev --no-prompts",
                        "4 sql select ';'\nfrom t",
                        "7 command \\q");
    }

    @Test
    void whateverIsTypedTheTokensAreTheTextAndThePiecesStandWhereTheySay() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            String text = random.ints(random.nextInt(25), 0, FRAGMENTS.size())
                    .mapToObj(FRAGMENTS::get)
                    .collect(Collectors.joining());
            String about = "seed " + seed + ": " + text;
            for (Dialect dialect : Dialect.values()) {
                int at = 0;
                for (Token token : Lexer.tokens(text, dialect)) {
                    assertThat(token.start()).as(about).isEqualTo(at);
                    assertThat(token.text())
                            .as(about)
                            .isEqualTo(text.substring(token.start(), token.end()))
                            .isNotEmpty();
                    at = token.end();
                }
                assertThat(at).as(about).isEqualTo(text.length());
            }
            int end = 0;
            for (Splitter.Piece piece : Splitter.split(text)) {
                assertThat(piece.offset()).as(about).isGreaterThanOrEqualTo(end);
                end = piece.offset() + piece.text().length();
                assertThat(text.substring(piece.offset(), end)).as(about).isEqualTo(piece.text());
            }
            for (Input.Entry entry : Input.all(text, COMMANDS)) {
                String begin = entry.input() instanceof Input.Command command
                        ? command.line()
                        : ((Input.Statements) entry.input()).pieces().get(0).text();
                assertThat(text.substring(entry.offset())).as(about).startsWith(begin);
                assertThat(entry.line())
                        .as(about)
                        .isEqualTo(1
                                + (int) text.substring(0, entry.offset())
                                        .chars()
                                        .filter(c -> c == '\n')
                                        .count());
            }
            Input.read(text, COMMANDS);
        }
    }

    @Test
    void semicolonsInsideQuotesAndCommentsDoNotSplit() {
        assertThat(
                        Splitter.split("select ';', \";\", $$;$$, E'\\';' -- ;\n; /* ; /* ; */ ; */ select 2; -- end")
                                .stream()
                                .map(Splitter.Piece::text))
                .containsExactly("select ';', \";\", $$;$$, E'\\';' -- ;", "/* ; /* ; */ ; */ select 2");
    }

    private static String shown(Input input) {
        if (input instanceof Input.Command command) {
            return "command " + command.line();
        }
        if (input instanceof Input.Statements statements) {
            return "sql "
                    + statements.pieces().stream().map(Splitter.Piece::text).collect(Collectors.joining(" & "));
        }
        return input instanceof Input.Unfinished unfinished ? "unfinished " + unfinished.why() : "blank";
    }
}

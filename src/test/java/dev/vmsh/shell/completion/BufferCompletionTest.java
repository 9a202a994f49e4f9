package dev.vmsh.shell.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.shell.completion.Metadata.Naming;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class BufferCompletionTest {
    @Command(name = "plan", description = "Plan.")
    @SuppressWarnings("UnusedVariable") // picocli completes them
    static final class Plan {
        @Parameters(paramLabel = "ENV")
        private String environment;

        @Option(names = "--select-model", paramLabel = "MODEL")
        private String model;

        @Option(names = "--backfill-model", paramLabel = "SELECTOR")
        private List<String> backfill;

        @Option(names = "--file", paramLabel = "FILE")
        private String file;

        @Option(names = "--color", paramLabel = "auto|never")
        private String color;
    }

    @Command(name = "table_diff", description = "Compare.")
    @SuppressWarnings("UnusedVariable") // picocli completes it
    static final class Diff {
        @Parameters(paramLabel = "SOURCE:TARGET [MODEL]", arity = "0..*")
        private List<String> words;
    }

    @Command(name = "rollback", description = "Go back.")
    @SuppressWarnings("UnusedVariable") // picocli completes it
    static final class Rollback {
        @Parameters(index = "0", arity = "0..1", paramLabel = "ENV")
        private String environment;

        @Parameters(index = "1", arity = "0..1", paramLabel = "OTHER")
        private String other;

        @Option(names = "--to", paramLabel = "PLAN")
        private String plan;
    }

    @Command(name = "\\resolve", description = "Print the SQL that would be sent.")
    @SuppressWarnings("UnusedVariable") // picocli completes it
    static final class Resolve {
        @Parameters(paramLabel = "SQL", arity = "1..*")
        private List<String> words;
    }

    @Command(name = "vmsh")
    @SuppressWarnings("UnusedVariable") // picocli completes it
    static final class Globals {
        @Option(
                names = {"-g", "--gateway"},
                paramLabel = "GATEWAY")
        private String gateway;
    }

    private static final Metadata METADATA = new Metadata(
            Map.of(
                    Naming.ENVIRONMENT, List.of("dev", "prod"),
                    Naming.GATEWAY, List.of("duck", "post"),
                    Naming.MODEL, List.of("analytics.orders", "analytics.orphans"),
                    Naming.TAG, List.of("daily"),
                    Naming.BRANCH, List.of("main"),
                    Naming.KEYWORD, List.of("pragma", "select"),
                    Naming.PLAN, List.of("session1", "session2"),
                    Naming.FUNCTION, List.of("date_trunc")),
            Map.of("dev", List.of("dev1", "dev2"), "prod", List.of("prod1")),
            Map.of(
                    TableName.of("analytics", "orders"),
                            List.of(new Column("id", "INTEGER"), new Column("amount", "DECIMAL")),
                    TableName.of("analytics", "customers"), List.of(new Column("email", "VARCHAR"))));

    private final CommandLine commands = new CommandLine(CommandSpec.create().name(""))
            .addSubcommand(new Plan())
            .addSubcommand(new Diff())
            .addSubcommand(new Rollback())
            .addSubcommand(new Resolve());
    private final BufferCompletion completion = new BufferCompletion(
            () -> commands.getSubcommands().keySet(),
            new CommandCompletion(
                    () -> commands,
                    () -> CommandSpec.forAnnotatedObject(new Globals()),
                    () -> METADATA,
                    typed -> List.of("seeds/")),
            new SqlCompletion(() -> METADATA));

    /** {@code |} is the cursor. */
    private List<String> at(String marked) {
        int cursor = marked.indexOf('|');
        return completion.at(marked.replace("|", ""), cursor).stream()
                .map(Completion.Candidate::value)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            pl|                                                        ; plan
            plan |                                                     ; dev
            plan d|                                                    ; prod
            plan --|                                                   ; --select-model
            plan dev --g|                                              ; --gateway
            plan dev --gateway |                                       ; duck
            plan --select-model ana|                                   ; analytics.orders
            sel|                                                       ; select
            select * from |                                            ; analytics.orders
            select * from analytics.orders o, |                        ; analytics
            select * from analytics.|                                  ; customers
            select o.| from analytics.orders o                         ; amount
            select o.am| from analytics.orders as o                    ; amount
            select | from analytics.orders                             ; amount
            select orders.| from analytics.orders@dev                  ; id
            select * from analytics.orders o where o.|                 ; id
            select * from orders@|                                     ; dev
            with t as (select id as key, email from x) select | from t ; key
            with t as (select * from analytics.orders) select t.| from t ; amount
            select * from (select | from analytics.customers) c        ; email
            insert into |                                              ; analytics.orders
            with t as (select id as key from analytics.orders) select t.| ; key
            select date_t|                                             ; date_trunc
            \\resolve select o.| from analytics.orders o               ; amount
            plan --file s|                                             ; seeds/
            plan --color |                                             ; never
            plan --backfill-model ana|                                 ; analytics.orders
            plan --backfill-model ana|                                 ; analytics.*
            plan --backfill-model |                                    ; tag:
            plan --backfill-model +ana|                                ; +analytics.orders
            plan --backfill-model analytics.orders|                    ; analytics.orders+
            plan --backfill-model +analytics.orders+&tag:|             ; +analytics.orders+&tag:daily
            plan --backfill-model ^(git:m|                             ; ^(git:main
            plan --backfill-model *orders|                             ; *orders
            plan --backfill-model=tag:d|                               ; --backfill-model=tag:daily
            table_diff d|                                              ; dev:
            table_diff dev:p|                                          ; dev:prod
            table_diff dev:prod ana|                                   ; analytics.orders
            SEL|                                                       ; SELECT
            SELECT DATE_T|                                             ; DATE_TRUNC
            prag|                                                      ; pragma
            """)
    void offers(String typed, String expected) {
        assertThat(at(typed)).contains(expected);
    }

    /** Of the environment that is named, the last if there are two; of the session's otherwise. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            rollback --to |                                            ; session1 session2
            rollback dev --to |                                        ; dev1 dev2
            rollback --gateway duck prod --to |                        ; prod1
            rollback dev prod --to |                                   ; prod1
            rollback gone --to |                                       ;
            """)
    void offersThePlansOfTheEnvironmentThatIsNamed(String typed, String expected) {
        assertThat(String.join(" ", at(typed))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            select 'fro|'                                              ; from
            select * from (select | from analytics.customers) c        ; amount
            select o.| from analytics.orders o                         ; email
            plan dev |                                                 ; dev
            select * from |                                            ; amount
            da|                                                        ; date_trunc
            select |                                                   ; pragma
            plan --backfill-model +analytics.orders+|                  ; +analytics.orders+analytics.orders
            table_diff tag:|                                           ; tag:prod
            """)
    void doesNotOffer(String typed, String unexpected) {
        assertThat(at(typed)).doesNotContain(unexpected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            plan ;ENV [--...]  Plan.
            plan --file ;FILE
            \\resolve ;SQL  Print the SQL that would be sent.
            \\resolve select ;''
            select ;''
            """)
    void saysWhatACommandExpects(String typed, String tip) {
        assertThat(completion.tip(typed).strip()).isEqualTo(tip);
    }

    @Test
    void offersNothingWhileItIsOff() {
        Completion off = completion.onlyIf(() -> false);

        assertThat(off.at("pl", 2)).isEmpty();
        assertThat(off.tip("plan ")).isEmpty();
        assertThat(off.wordStart("plan d", 6)).isEqualTo(5);
    }

    @Test
    void aWordOfSqlEndsAtADotAndAWordOfACommandDoesNot() {
        assertThat(completion.wordStart("select a.b", 10)).isEqualTo(9);
        assertThat(completion.wordStart("plan a.b", 8)).isEqualTo(5);
        assertThat(completion.wordStart("\\timing", 7)).isZero();
    }
}

package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody reads two views while promotions move them, and all the others of the environment, together. The figures of a longer run are in
 * {@code docs/reliability.md}.
 */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class PromotionTest {
    private static final int VIEWS = 50;
    /** {@code -Dvmsh.promotions=N} for more. */
    private static final int PROMOTIONS = Integer.getInteger("vmsh.promotions", 30);

    @TempDir
    Path folder;

    @Parameter
    Place place;

    @Test
    void aReaderOfTwoViewsNeverSeesAMixture() throws InterruptedException {
        var desk = new Desk(folder, place, Instant.parse("2024-01-08T00:00:00Z"), "");
        for (String version : new String[] {"1", "2"}) {
            for (int i = 0; i < VIEWS; i++) {
                desk.full("m" + i, "SELECT " + version + " AS version");
            }
            desk.plan("prod");
        }
        String[] plans = {
            desk.json("log", "prod").get(1).get("plan_id").asText(),
            desk.json("log", "prod").get(0).get("plan_id").asText()
        };
        var over = new AtomicBoolean();
        var reader = new Reader(over);
        var thread = new Thread(reader, "reader");
        thread.start();
        reader.ready.await();

        for (int i = 0; i < PROMOTIONS; i++) {
            Desk.Answer moved = desk.type("rollback", "prod", "--to", plans[i % 2], "--auto-apply");
            assertThat(moved.code()).as(moved.err()).isZero();
        }

        over.set(true);
        thread.join();
        assertThat(reader.fault).hasValue(null);
        assertThat(reader.changes).as("how often the reader saw the views move").isGreaterThan(PROMOTIONS / 4);
        assertThat(desk.json("doctor"))
                .allSatisfy(each -> assertThat(each.get("status").asText()).isEqualTo("ok"));
    }

    /** Reads the first and the last view again and again, in one statement and in two of one transaction. */
    private final class Reader implements Runnable {
        private final AtomicBoolean over;
        private final CountDownLatch ready = new CountDownLatch(1);
        private final AtomicReference<String> fault = new AtomicReference<>();
        private int changes;

        Reader(AtomicBoolean over) {
            this.over = over;
        }

        @Override
        public void run() {
            try (Connection connection = place.connectBeside(folder);
                    Statement statement = connection.createStatement()) {
                ready.countDown();
                String before = "";
                while (!over.get()) {
                    String both = one(
                            statement,
                            "SELECT a.version || ',' || b.version FROM s.m0 AS a, s.m%d AS b".formatted(VIEWS - 1));
                    statement.execute(
                            place.dialect().equals("postgres") ? "BEGIN ISOLATION LEVEL REPEATABLE READ" : "BEGIN");
                    String first = one(statement, "SELECT version FROM s.m0");
                    String last = one(statement, "SELECT version FROM s.m" + (VIEWS - 1));
                    statement.execute("COMMIT");
                    if (!(both.equals("1,1") || both.equals("2,2")) || !first.equals(last)) {
                        fault.compareAndSet(null, both + " and " + first + "," + last);
                    }
                    changes += first.equals(before) ? 0 : 1;
                    before = first;
                }
            } catch (SQLException e) {
                fault.compareAndSet(null, e.toString());
            } finally {
                ready.countDown();
            }
        }

        private static String one(Statement statement, String query) throws SQLException {
            try (ResultSet result = statement.executeQuery(query)) {
                result.next();
                return result.getString(1);
            }
        }
    }
}

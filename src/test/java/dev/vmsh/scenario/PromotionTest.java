package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
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
    /** {@code -Dvmsh.views=N -Dvmsh.promotions=N} for more. */
    private static final int VIEWS = Integer.getInteger("vmsh.views", 50);

    private static final int PROMOTIONS = Integer.getInteger("vmsh.promotions", 100);

    @TempDir
    Path folder;

    @Parameter
    Place place;

    @Test
    void aReaderOfTwoViewsNeverSeesAMixture() {
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
        ViewWatch watch = watch(over);

        for (int i = 0; i < PROMOTIONS; i++) {
            Desk.Answer moved = desk.type("rollback", "prod", "--to", plans[i % 2], "--auto-apply");
            assertThat(moved.code()).as(moved.err()).isZero();
        }

        over.set(true);
        ViewReader.Seen seen = watch.seen();
        assertThat(seen.fault()).isEmpty();
        assertThat(seen.changes()).as("how often the reader saw the views move").isGreaterThan(PROMOTIONS / 4);
        assertThat(desk.json("doctor"))
                .allSatisfy(each -> assertThat(each.get("status").asText()).isEqualTo("ok"));
    }

    /** A process of its own where two can reach the warehouse at a time, else a connection of its own. */
    private ViewWatch watch(AtomicBoolean over) {
        return place.address(folder)
                .map(address -> ViewWatch.inProcess(address, VIEWS - 1))
                .orElseGet(() -> ViewWatch.inThread(() -> place.connectBeside(folder), VIEWS - 1, over));
    }
}

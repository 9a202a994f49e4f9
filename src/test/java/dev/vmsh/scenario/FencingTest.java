package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.plan.Plan;
import dev.vmsh.problem.VmshException;
import dev.vmsh.work.WorkEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A session that went on though its lease had run out and somebody else took the environment. */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class FencingTest {
    @TempDir
    Path folder;

    @Parameter
    Place place;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder, place, Instant.parse("2024-01-08T00:00:00Z"), "");
        desk.model(
                "a",
                "kind INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 1)",
                "SELECT CAST(@start_date AS DATE) AS ds");
    }

    /** Applies a plan of dev, and takes its lease away when {@code stage} begins. */
    private void loseLease(String stage) {
        try (Desk.Rooms rooms = desk.rooms()) {
            Plan plan = rooms.propose("dev");
            assertThatThrownBy(() -> rooms.applier().apply("main", plan, Duration.ZERO, event -> {
                        if (event.equals(new WorkEvent.Stage(stage))) {
                            rooms.connections().state("main").breakLease("dev");
                        }
                    }))
                    .isInstanceOf(VmshException.class)
                    .hasStackTraceContaining("was taken over by another session; this one changes nothing more");
        }
    }

    @Test
    void itWritesNoRow() {
        loseLease("backfill");

        assertThat(desk.physical()).isEmpty();
        assertThat(desk.environment("dev")).isNull();
        assertThat(desk.plan("dev").batches()).as("batches that were left").isEqualTo(7);
    }

    @Test
    void itMovesNoView() {
        loseLease("promote");

        assertThat(desk.environment("dev")).isNull();
        assertThat(desk.names("s__dev")).isEmpty();
        assertThat(desk.plan("dev").batches()).isZero();
    }
}

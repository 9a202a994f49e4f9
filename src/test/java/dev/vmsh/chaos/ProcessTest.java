package dev.vmsh.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.chaos.ChaosProject.Version;
import dev.vmsh.scenario.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** vmsh as processes: killed, interrupted, and several at once on one file. */
class ProcessTest {
    private static final Version FIRST = new Version(1, 1, 1, 1);

    @TempDir
    Path folder;

    private ChaosProject project;

    @BeforeEach
    void open() {
        project = new ChaosProject(folder, Places.DUCKDB);
        project.save(FIRST);
    }

    private VmshProcess start(String... words) {
        return VmshProcess.start(folder, List.of(words));
    }

    private VmshProcess plan(String environment) {
        return start("plan", environment, "--auto-apply", "--execution-time", ChaosProject.NOW);
    }

    private Map<String, Version> shown() {
        try (var invariants = new Invariants(project)) {
            var versions = new TreeMap<String, Version>();
            invariants
                    .check(Map.of("dev", Set.of(FIRST), "prod", Set.of(FIRST)))
                    .forEach((name, shown) -> versions.put(name, shown.version()));
            return versions;
        }
    }

    @Test
    void aKilledPlanIsToldOfAndResumed() {
        VmshProcess killed = plan("dev");
        killed.awaitLine("[4/");
        assertThat(killed.kill()).isTrue();
        assertThat(shown()).isEmpty();

        VmshProcess told = start("plan", "dev", "--explain");
        assertThat(told.await()).isZero();
        VmshProcess resumed = start("resume", "dev", "--auto-apply");
        assertThat(resumed.await()).as(resumed.said()).isZero();

        assertThat(told.said())
                .containsPattern("plan \\w+ on dev stopped at \\d+/30 batches .*; 'resume dev' does the rest");
        assertThat(resumed.said()).doesNotContain("[30/").contains("dev is ready");
        assertThat(shown()).containsEntry("dev", FIRST);
    }

    @Test
    void anInterruptStopsBetweenBatchesAndSaysHowToGoOn() throws IOException {
        // each batch of b takes a while, so that the signal comes before the last
        Path model = folder.resolve("models/b.sql");
        Files.writeString(
                model,
                Files.readString(model)
                        .replace(
                                ");\nSELECT",
                                ");\nCREATE OR REPLACE TEMP TABLE slow AS SELECT sum(hash(range)) AS n FROM range(100000000);\nSELECT"));
        VmshProcess interrupted = plan("dev");
        interrupted.awaitLine("[3/");
        interrupted.interrupt();

        assertThat(interrupted.await()).as(interrupted.said()).isEqualTo(130);
        assertThat(interrupted.said())
                .containsPattern("interrupted: \\d+ batches are done and stay done")
                .contains("resume");
        assertThat(shown()).isEmpty();
        VmshProcess resumed = start("resume", "dev", "--auto-apply");
        assertThat(resumed.await()).as(resumed.said()).isZero();
        assertThat(shown()).containsEntry("dev", FIRST);
    }

    @Test
    void twoProcessesOnOneFileTakeTurns() {
        VmshProcess first = plan("dev");
        VmshProcess second = plan("prod");

        assertThat(first.await()).as(first.said()).isZero();
        assertThat(second.await()).as(second.said()).isZero();
        assertThat(shown()).containsEntry("dev", FIRST).containsEntry("prod", FIRST);
    }

    @Test
    void aFullDiskStopsAPlanAndSpoilsNothing() throws IOException {
        VmshProcess done = plan("prod");
        assertThat(done.await()).as(done.said()).isZero();
        long blocks = Files.size(folder.resolve("warehouse.db")) / 1024;
        project.save(new Version(2, 2, 2, 2));

        VmshProcess full = VmshProcess.startOnSmallDisk(
                folder, blocks, List.of("plan", "prod", "--auto-apply", "--execution-time", ChaosProject.NOW));

        assertThat(full.await()).as(full.said()).isNotZero();
        assertThat(shown()).containsEntry("prod", FIRST);
        VmshProcess again = plan("prod");
        assertThat(again.await()).as(again.said()).isZero();
    }

    @Test
    void whatRandomKillsLeaveIsWhole() {
        Rampage.Outcome outcome = new Rampage(folder.resolve("rampage"), Places.DUCKDB, 7).run(5, done -> {});

        assertThat(outcome.kills()).isEqualTo(5);
    }
}

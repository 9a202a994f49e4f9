package dev.vmsh.scenario;

import dev.vmsh.engine.jdbc.DuckDbParser;
import dev.vmsh.project.Config;
import dev.vmsh.project.Project;
import dev.vmsh.project.ProjectSource;
import dev.vmsh.project.files.ProjectLoader;
import dev.vmsh.sql.SqlParsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A project of three models in a few versions, each read from its files once, so that thousands of histories cost little. */
final class TinyProject implements ProjectSource {
    /** An environment that never ends. */
    static final String PINNED = "kept";

    static final Duration ENVIRONMENT_TTL = Duration.ofDays(5);
    static final Duration SNAPSHOT_TTL = Duration.ofDays(4);
    static final Duration HISTORY_TTL = Duration.ofDays(6);

    private static final int FIRST = 3;
    private static final int SECOND = 2;
    private static final int THIRD = 3;

    private final Path folder;
    private final Map<Version, Project> loaded = new HashMap<>();
    private Version version = new Version(0, 0, 0);

    TinyProject(Path folder) {
        this.folder = folder;
    }

    /** When something ends that lives for {@code ttl}: such times are told in whole days. */
    static Instant end(Instant from, Duration ttl) {
        return from.plus(ttl).truncatedTo(ChronoUnit.DAYS);
    }

    /**
     * What the files say: which number each model gives.
     *
     * @param byDay 0 if there is no such model
     */
    record Version(int table, int view, int byDay) {
        Set<String> models() {
            return shown().keySet();
        }

        /** The only value in each model's column. */
        Map<String, Long> shown() {
            var shown = new TreeMap<String, Long>();
            shown.put("t", (long) table);
            shown.put("w", (long) table + 10L * view);
            if (byDay > 0) {
                shown.put("d", (long) byDay);
            }
            return shown;
        }
    }

    Version version() {
        return version;
    }

    /** Edits the files, to one of the versions. */
    void choose(int any) {
        int number = Math.floorMod(any, FIRST * SECOND * THIRD);
        version = new Version(number % FIRST, number / FIRST % SECOND, number / FIRST / SECOND);
    }

    @Override
    public Config config() {
        return load(null).config();
    }

    @Override
    public Project load(String gateway) {
        return loaded.computeIfAbsent(version, this::read);
    }

    private Project read(Version of) {
        try {
            Path own = folder.resolve("%d-%d-%d".formatted(of.table(), of.view(), of.byDay()));
            Path models = Files.createDirectories(own.resolve("models"));
            Files.writeString(own.resolve("config.yaml"), """
                    gateways:
                      main:
                        connection:
                          type: duckdb
                          connector_config:
                            threads: 1
                    model_defaults:
                      dialect: duckdb
                      start: '2024-01-01'
                    environment_ttl: in %d days
                    snapshot_ttl: in %d days
                    history_ttl: in %d days
                    pinned_environments: [%s]
                    """.formatted(
                            ENVIRONMENT_TTL.toDays(), SNAPSHOT_TTL.toDays(), HISTORY_TTL.toDays(), PINNED));
            Files.writeString(
                    models.resolve("t.sql"), "MODEL (name s.t, kind FULL);\nSELECT %d AS v\n".formatted(of.table()));
            Files.writeString(
                    models.resolve("w.sql"),
                    "MODEL (name s.w, kind VIEW);\nSELECT v + 10 * %d AS v FROM s.t\n".formatted(of.view()));
            if (of.byDay() > 0) {
                Files.writeString(models.resolve("d.sql"), """
                        MODEL (name s.d, kind INCREMENTAL_BY_TIME_RANGE (time_column ds));
                        SELECT CAST(@start_ds AS DATE) AS ds, %d AS v
                        """.formatted(of.byDay()));
            }
            return new ProjectLoader(List.of(own), Map.of(), own, new SqlParsers(new DuckDbParser()), Map.of(), false)
                    .load(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

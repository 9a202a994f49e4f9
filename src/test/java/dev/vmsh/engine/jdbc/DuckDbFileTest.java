package dev.vmsh.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineException.Cause;
import dev.vmsh.engine.EngineListener;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.project.ConnectionSettings;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbFileTest {
    @TempDir
    private Path project;

    private final List<String> waits = new CopyOnWriteArrayList<>();
    private final List<Engine> engines = new ArrayList<>();
    private Process holder;

    @AfterEach
    void close() throws InterruptedException {
        engines.forEach(Engine::close);
        if (holder != null) {
            holder.destroyForcibly().waitFor();
        }
    }

    private Engine engine(Object... settings) {
        var map = new HashMap<String, Object>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put((String) settings[i], settings[i + 1]);
        }
        EngineListener listener = (database, who, waited) -> waits.add(database + " held by " + who);
        Engine engine =
                new JdbcEngines(listener, Map.of()).create(new ConnectionSettings("duckdb", map), project.toString());
        engines.add(engine);
        return engine;
    }

    private EngineException failure(Object... settings) {
        return catchThrowableOfType(EngineException.class, engine(settings)::open);
    }

    private static Object value(Engine engine, String sql) {
        try (EngineSession session = engine.open();
                Rows rows = session.query(sql)) {
            rows.next();
            return rows.value(0);
        }
    }

    /** Opens {@code file} in another process, which then waits to be told to go. */
    private void hold(Path file) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Stream.of(Holder.class, JdbcEngines.class, DuckDBConnection.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(File.pathSeparator));
        holder = new ProcessBuilder(java, "-cp", classes, Holder.class.getName(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = holder.inputReader();
        assertThat(output.readLine()).isEqualTo("open");
    }

    @Test
    void theFolderIsMadeAndThePathIsRelativeToTheProject() {
        value(engine("database", "data/deep/shop.db"), "SELECT 1");
        assertThat(project.resolve("data/deep/shop.db")).exists();
    }

    @Test
    void aLockedFileIsWaitedForAndTheHolderNamed() throws IOException {
        hold(project.resolve("shop.db"));
        EngineException error = failure("database", "shop.db", "lock_timeout", 1);
        assertThat(error.kind()).isEqualTo(Cause.LOCKED);
        assertThat(error).hasMessageContaining("'shop.db' is in use by pid " + holder.pid());
        assertThat(waits).isNotEmpty().containsOnly("shop.db held by pid " + holder.pid());
        EngineException readOnly = failure("database", "shop.db", "lock_timeout", 0, "read_only", true);
        assertThat(readOnly.kind()).isEqualTo(Cause.LOCKED);
    }

    @Test
    void theWaitEndsWhenTheHolderLetsGo() throws IOException {
        hold(project.resolve("shop.db"));
        Engine engine = new JdbcEngines((database, who, waited) -> end(holder), Map.of())
                .create(new ConnectionSettings("duckdb", Map.of("database", "shop.db")), project.toString());
        engines.add(engine);
        assertThat(value(engine, "SELECT 1")).isEqualTo(1);
    }

    private static void end(Process process) {
        process.destroy();
    }

    @Test
    void aReleasedFileIsFreeForOthersAndTakenUpAgain() throws Exception {
        Engine engine = engine("database", "shop.db");
        try (EngineSession session = engine.open()) {
            session.execute("CREATE TABLE t AS SELECT 7 AS i");
            engine.release();
            assertThat(session.execute("INSERT INTO t VALUES (8)"))
                    .as("a release waits for sessions")
                    .isEqualTo(1);
        }
        engine.release();
        hold(project.resolve("shop.db"));
        end(holder);
        holder.waitFor();
        assertThat(value(engine, "SELECT sum(i)::INTEGER FROM t")).isEqualTo(15);
    }

    @Test
    void aDatabaseInMemoryIsNeverReleased() {
        Engine engine = engine();
        try (EngineSession session = engine.open()) {
            session.execute("CREATE TABLE t AS SELECT 7 AS i");
        }
        engine.release();
        assertThat(value(engine, "SELECT i FROM t")).isEqualTo(7);
    }

    @Test
    void whatCannotBeOpenedIsExplained() throws IOException {
        Files.createDirectory(project.resolve("folder"));
        Files.writeString(
                project.resolve("notes.txt"), "not a database, but long enough to be taken for one".repeat(100));
        assertThat(failure("database", "folder")).hasMessage("the database 'folder' is a folder");
        assertThat(failure("database", "notes.txt"))
                .hasMessage("the file 'notes.txt' is not a DuckDB database")
                .extracting(EngineException::remedy)
                .asString()
                .contains("database");
        assertThat(failure("database", "notes.txt/x.db")).hasMessageContaining("cannot make the folder");
        assertThat(failure("database", "nosuch.db", "read_only", true)).hasMessageContaining("nosuch.db");
        assertThat(project.resolve("nosuch.db")).doesNotExist();
    }

    @Test
    void aReadOnlyDatabaseRefusesToBeWrittenTo() {
        value(engine("database", "shop.db"), "SELECT 1");
        engines.forEach(Engine::close);
        try (EngineSession session =
                engine("database", "shop.db", "read_only", true).open()) {
            EngineException error =
                    catchThrowableOfType(EngineException.class, () -> session.execute("CREATE TABLE t (i INTEGER)"));
            assertThat(error.kind()).isEqualTo(Cause.PERMISSION);
        }
    }

    @Test
    void catalogsAreAttachedAndTheFirstIsTheDefault() {
        var catalogs = new LinkedHashMap<String, Object>();
        catalogs.put("shop", "a/shop.db");
        catalogs.put("other", Map.of("path", "b/other.db"));
        Engine engine = engine("catalogs", catalogs);
        try (EngineSession session = engine.open()) {
            session.execute("CREATE TABLE t AS SELECT 7 AS i");
            session.execute("CREATE TABLE other.main.u AS SELECT 8 AS i");
        }
        engine.release();
        assertThat(engine.defaultCatalog()).isEqualTo("shop");
        assertThat(value(engine, "SELECT i FROM shop.main.t")).isEqualTo(7);
        assertThat(project.resolve("b/other.db")).exists();
    }

    @Test
    void connectorConfigHoldsInEverySession() {
        Engine engine = engine("connector_config", Map.of("TimeZone", "Asia/Tokyo", "threads", 1));
        for (int i = 0; i < 2; i++) {
            assertThat(value(engine, "SELECT current_setting('TimeZone')")).isEqualTo("Asia/Tokyo");
            assertThat(value(engine, "SELECT current_setting('threads')")).isEqualTo(1L);
        }
    }

    @Test
    void aMessageAboutASettingDoesNotShowItsStatement() {
        EngineException error = failure("connector_config", Map.of("nosuch_option", "s3cret"));
        assertThat(error).hasMessageContaining("nosuch_option").hasMessageNotContaining("s3cret");
        assertThat(error.sql()).isNull();
    }

    @Test
    void anExtensionThatCannotBeHadIsNamed() {
        EngineException error = failure(
                "extensions",
                List.of(Map.of(
                        "name",
                        "nosuch_thing",
                        "repository",
                        project.resolve("x").toString())));
        assertThat(error).hasMessageContaining("'nosuch_thing'");
        assertThat(error.remedy()).contains("INSTALL nosuch_thing");
        assertThat(value(engine("extensions", List.of("json", "icu")), "SELECT 1"))
                .isEqualTo(1);
    }

    /** Two transactions that change one view: the second one fails, and says so without what garbles a terminal. */
    @Test
    void aConflictIsToldApart() {
        Engine engine = engine("database", "shop.db");
        try (EngineSession first = engine.open();
                EngineSession second = engine.open()) {
            first.execute("CREATE VIEW v AS SELECT 1 AS i");
            EngineException error = first.transaction(() -> {
                first.execute("CREATE OR REPLACE VIEW v AS SELECT 2 AS i");
                return catchThrowableOfType(
                        EngineException.class,
                        () -> second.transaction(() -> second.execute("CREATE OR REPLACE VIEW v AS SELECT 3 AS i")));
            });
            assertThat(error.kind()).isEqualTo(Cause.CONFLICT);
            assertThat(error.getMessage()).doesNotContain("\0");
            assertThat(value(engine, "SELECT i FROM v")).isEqualTo(2);
        }
    }

    @Test
    void describeTellsAnEnumsValues() {
        try (EngineSession session = engine().open()) {
            assertThat(session.describe("SELECT 'a'::ENUM('a', 'b') AS E, 1 AS n"))
                    .hasToString("[Column[name=e, type=ENUM('a', 'b')], Column[name=n, type=INTEGER]]");
        }
    }
}

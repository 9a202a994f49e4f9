package dev.vmsh.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineException;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.engine.Rows;
import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalSet;
import dev.vmsh.snapshot.ChangeCategory;
import dev.vmsh.snapshot.Fingerprint;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.DoneBatch;
import dev.vmsh.state.JournalEntry;
import dev.vmsh.state.Lease;
import dev.vmsh.state.LeaseHeldException;
import dev.vmsh.state.LeaseHolder;
import dev.vmsh.state.LeaseLostException;
import dev.vmsh.state.LogEntry;
import dev.vmsh.state.SnapshotUse;
import dev.vmsh.state.StateException;
import dev.vmsh.state.StateStore;
import dev.vmsh.state.StateTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store must do on every database that keeps state. */
abstract class StateStoreContract {
    private static final Instant NOON = Samples.NOON;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    static final LeaseHolder ALICE = new LeaseHolder("alice", "it's a host", 11, "plan dev");
    private static final LeaseHolder BOB = new LeaseHolder("bob", "h", 22, "run");

    private Engine engine;
    private StateStore store;
    private StateStore other;

    /** A fresh database. */
    abstract Engine engine();

    /** The same database as another process would reach it, where that can be. */
    abstract Engine otherEngine();

    @BeforeEach
    void open() {
        engine = engine();
        store = store(engine, Migration.ALL, "1.0");
        other = store(otherEngine(), Migration.ALL, "1.0");
    }

    private static StateStore store(Engine engine, List<Migration> migrations, String program) {
        return new JdbcStateStore(engine, true, "vmsh", migrations, program);
    }

    private void write(Consumer<StateTransaction> work) {
        write(store, work);
    }

    private static void write(StateStore store, Consumer<StateTransaction> work) {
        store.transaction(transaction -> {
            work.accept(transaction);
            return null;
        });
    }

    private void execute(String... statements) {
        try (EngineSession session = engine.open()) {
            for (String sql : statements) {
                session.execute(sql);
            }
        }
    }

    private long count(String table) {
        try (EngineSession session = engine.open();
                Rows rows = session.query("SELECT count(*) FROM " + table)) {
            rows.next();
            return ((Number) rows.value(0)).longValue();
        }
    }

    private static TableName table(String name) {
        return TableName.of("sqlmesh__shop", name);
    }

    private static Interval days(int from, int to) {
        return new Interval(Instant.EPOCH.plus(Duration.ofDays(from)), Instant.EPOCH.plus(Duration.ofDays(to)));
    }

    @Test
    void readsFindNothingAndMakeNothingBeforeTheFirstWrite() {
        assertThat(store.environment(EnvironmentName.PROD)).isEmpty();
        assertThat(store.environments()).isEmpty();
        assertThat(store.snapshots(List.of(Samples.snapshot("a").id()))).isEmpty();
        assertThat(store.snapshotUses()).isEmpty();
        assertThat(store.intervals(List.of(table("a")))).isEmpty();
        assertThat(store.log()).isEmpty();
        assertThat(store.log(EnvironmentName.PROD, 3)).isEmpty();
        assertThat(store.unfinished()).isEmpty();
        assertThat(store.leases()).isEmpty();
        assertThat(store.models()).isEmpty();
        assertThat(store.warehouseIdentity()).isEmpty();
        assertThat(store.undoMigration()).isEmpty();
        assertThat(Duration.between(store.now(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
        try (EngineSession session = engine.open()) {
            assertThat(session.relations(List.of("vmsh"))).isEmpty();
        }
    }

    @Test
    void namesOfEnvironmentsAreThoseTypedAndNeedNoWholeRecord() {
        write(transaction -> {
            transaction.writeEnvironment(Samples.environment("prod", "p0", Samples.snapshot("a")));
            transaction.writeEnvironment(Samples.environment("Dev-Alice", "p1", Samples.snapshot("a")));
            transaction.writeEnvironment(Samples.environment("b", "p2"));
        });
        execute(
                "UPDATE vmsh.environments SET document = left(document, 60) WHERE name = 'prod'",
                "UPDATE vmsh.environments SET document = 'nonsense' WHERE name = 'b'");
        assertThat(other.environmentNames())
                .extracting(EnvironmentName::typed)
                .containsExactly("b", "Dev-Alice", "prod");
    }

    @Test
    void anEnvironmentComesBackAsItWasWrittenAndIsReplacedByTheNext() {
        Environment first = Samples.environment("Dev-Alice", "p1", Samples.snapshot("a"), Samples.snapshot("b"));
        Environment prod = Samples.environment("prod", "p0");
        write(transaction -> {
            transaction.writeEnvironment(first);
            transaction.writeEnvironment(prod);
        });
        assertThat(other.environment(EnvironmentName.of("dev_alice"))).contains(first);
        assertThat(other.environment(EnvironmentName.of("dev_alice"))
                        .orElseThrow()
                        .name()
                        .typed())
                .isEqualTo("Dev-Alice");
        assertThat(other.environments()).containsExactly(first, prod);

        Environment second = Samples.environment("dev-alice", "p2", Samples.snapshot("a"));
        write(transaction -> {
            assertThat(transaction.environment(second.name())).contains(first);
            transaction.writeEnvironment(second);
            assertThat(transaction.environment(second.name())).contains(second);
        });
        assertThat(other.environments()).containsExactly(second, prod);

        write(transaction -> transaction.deleteEnvironment(EnvironmentName.PROD));
        assertThat(other.environments()).containsExactly(second);
    }

    @Test
    void snapshotsComeBackWholeAndAreNeverOverwritten() {
        Snapshot a = Samples.snapshot("a");
        Snapshot odd = Samples.snapshot(new TableName("ca.t", "s\"c", "n'm"), "select 1");
        write(transaction -> transaction.addSnapshots(List.of(a, odd)));
        Snapshot decidedAgain = a.decide(ChangeCategory.METADATA, true, a.storage());
        write(other, transaction -> transaction.addSnapshots(List.of(decidedAgain, Samples.snapshot("b"))));
        assertThat(store.snapshots(List.of(a.id()))).containsOnlyKeys(a.id());
        assertThat(store.snapshots(List.of(a.id())).get(a.id()))
                .usingRecursiveComparison()
                .ignoringFields("model.scope.schemas")
                .withEqualsForType(Fingerprint::equals, Fingerprint.class)
                .isEqualTo(a);
        assertThat(store.models()).containsExactlyInAnyOrder(a.name(), odd.name(), TableName.of("shop", "b"));
        assertThat(store.snapshots(List.of(new SnapshotId(a.name(), "nosuch")))).isEmpty();
        assertThat(store.snapshots(List.of())).isEmpty();
    }

    @Test
    void aSnapshotsUseIsWhenItWasMadeUntilItIsTouched() {
        Snapshot a = Samples.snapshot("a");
        Snapshot b = Samples.snapshot("b");
        write(transaction -> transaction.addSnapshots(List.of(a, b)));
        assertThat(store.snapshotUses()).hasSize(2).allSatisfy(use -> assertThat(
                        Duration.between(use.lastUsed(), store.now()).abs())
                .isLessThan(Duration.ofMinutes(1)));
        write(transaction -> transaction.touch(List.of(b.id()), NOON));
        assertThat(store.snapshotUses()).contains(new SnapshotUse(b.id(), "FULL", b.storage(), NOON));
        write(transaction -> transaction.deleteSnapshots(List.of(b.id())));
        assertThat(store.snapshotUses()).extracting(SnapshotUse::id).containsExactly(a.id());
    }

    @Test
    void aThousandSnapshotsAreWrittenOnceThoughSomeAreThere() {
        String query = "select " + "a_column_of_some_length, ".repeat(60) + "1";
        List<Snapshot> many = IntStream.range(0, 1_000)
                .mapToObj(i -> Samples.snapshot(TableName.of("shop", "m" + i), query))
                .toList();
        write(transaction -> transaction.addSnapshots(many.subList(0, 100)));
        write(transaction -> transaction.addSnapshots(many));
        assertThat(store.snapshots(many.stream().map(Snapshot::id).toList())).hasSize(1_000);
    }

    @Test
    void intervalsUniteSplitAndCompact() {
        TableName a = table("a__1");
        TableName b = table("b\"'__1");
        write(transaction -> {
            transaction.addIntervals(List.of(new DoneBatch(a, days(0, 1))));
            transaction.addIntervals(List.of(new DoneBatch(a, days(1, 2))));
            transaction.addIntervals(List.of(new DoneBatch(a, days(1, 3))));
            transaction.addIntervals(List.of(new DoneBatch(a, days(5, 6))));
            transaction.addIntervals(List.of(new DoneBatch(b, days(0, 9))));
        });
        assertThat(other.intervals(List.of(a, table("c"))))
                .containsOnlyKeys(a)
                .containsEntry(a, IntervalSet.of(days(0, 3), days(5, 6)));
        long all = count("vmsh.intervals");
        write(transaction -> transaction.compactIntervals(List.of(a, b), 100));
        assertThat(count("vmsh.intervals")).isEqualTo(all);
        write(transaction -> transaction.compactIntervals(List.of(a, b), 1));
        assertThat(count("vmsh.intervals")).isEqualTo(3);
        write(transaction -> {
            transaction.removeInterval(a, days(1, 2));
            transaction.removeInterval(b, days(20, 30));
        });
        assertThat(other.intervals(List.of(a, b)))
                .containsEntry(a, IntervalSet.of(days(0, 1), days(2, 3), days(5, 6)))
                .containsEntry(b, IntervalSet.of(days(0, 9)));
        write(transaction -> transaction.removeIntervals(a));
        assertThat(other.intervals(List.of(a, b))).containsOnlyKeys(b);
    }

    @Test
    void theLogIsNewestFirstAndOnePlanStandsInItOnce() {
        EnvironmentName dev = EnvironmentName.of("dev");
        var entries = new ArrayList<LogEntry>();
        for (int i = 0; i < 4; i++) {
            // two of them at the same instant
            entries.add(new LogEntry(
                    "p" + i, NOON.plusSeconds(i / 2), "alice@h", "it's " + i, Samples.environment("dev", "p" + i)));
        }
        var ofProd = new LogEntry("q", NOON.minusSeconds(9), "bob@h", "", Samples.environment("prod", "q"));
        entries.forEach(entry -> write(transaction -> transaction.appendLog(entry)));
        write(transaction -> transaction.appendLog(ofProd));
        write(transaction -> transaction.appendLog(entries.get(3)));
        assertThat(store.log(dev, 0)).containsExactly(entries.get(3), entries.get(2), entries.get(1), entries.get(0));
        assertThat(store.log(dev, 2)).containsExactly(entries.get(3), entries.get(2));
        assertThat(store.log()).hasSize(5).endsWith(ofProd);
        write(transaction -> transaction.deleteLog(List.of(entries.get(0), entries.get(2))));
        assertThat(store.log(dev, 0)).containsExactly(entries.get(3), entries.get(1));
    }

    @Test
    void theJournalKeepsWhatIsUnfinished() {
        var older = new JournalEntry("p1", "dev", "alice@h", NOON, "backfill", 1, 10, null);
        var newer = new JournalEntry("p2", "prod", "bob@h", NOON.plusSeconds(1), "promote", 0, 0, null);
        write(transaction -> {
            transaction.writeJournal(newer);
            transaction.writeJournal(older);
        });
        var further =
                new JournalEntry("p1", "dev", "alice@h", NOON, "promoting", 10, 10, Samples.environment("dev", "p1"));
        write(transaction -> transaction.writeJournal(further));
        assertThat(other.unfinished()).containsExactly(further, newer);
        write(transaction -> transaction.deleteJournal("p1"));
        assertThat(other.unfinished()).containsExactly(newer);
    }

    @Test
    void aTransactionThatFailsLeavesNothingOfStateNorOfTheWarehouse() {
        write(transaction -> transaction.writeEnvironment(Samples.environment("prod", "p0")));
        assertThatThrownBy(() -> write(transaction -> {
                    transaction.addSnapshots(List.of(Samples.snapshot("a")));
                    transaction.writeEnvironment(Samples.environment("prod", "p1"));
                    transaction.addIntervals(List.of(new DoneBatch(table("a"), days(0, 1))));
                    transaction.warehouse().orElseThrow().execute("CREATE TABLE built (i INTEGER)");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(store.environment(EnvironmentName.PROD).orElseThrow().planId())
                .isEqualTo("p0");
        assertThat(store.snapshotUses()).isEmpty();
        assertThat(store.intervals(List.of(table("a")))).isEmpty();
        try (EngineSession session = engine.open()) {
            assertThat(session.columns(TableName.of(null, "built"))).isEmpty();
        }
        assertThat(count("vmsh.commits")).isZero();
    }

    @Test
    void warehouseStatementsAndStateTakeEffectTogetherAndNobodySeesHalf() {
        write(transaction -> {
            transaction.writeEnvironment(Samples.environment("prod", "p1"));
            transaction.warehouse().orElseThrow().execute("CREATE TABLE built (i INTEGER)");
            assertThat(other.environment(EnvironmentName.PROD)).isEmpty();
        });
        assertThat(other.environment(EnvironmentName.PROD)).isPresent();
        assertThat(count("built")).isZero();
        assertThat(count("vmsh.commits")).isZero();
    }

    @Test
    void aWarehouseErrorComesThroughAsItIsAndACaughtOneStillFailsTheTransaction() {
        EngineException direct = catchThrowableOfType(
                EngineException.class,
                () -> write(transaction -> transaction.warehouse().orElseThrow().execute("SELECT * FROM nosuch")));
        assertThat(direct.sql()).isEqualTo("SELECT * FROM nosuch");
        assertThatThrownBy(() -> write(transaction -> {
                    transaction.writeEnvironment(Samples.environment("prod", "p1"));
                    EngineSession warehouse = transaction.warehouse().orElseThrow();
                    assertThat(catchThrowable(() -> warehouse.execute("SELECT CAST('x' AS INTEGER)")))
                            .isInstanceOf(EngineException.class);
                }))
                .isInstanceOf(StateException.class);
        assertThat(store.environment(EnvironmentName.PROD)).isEmpty();
    }

    @Test
    void aTransactionIsOfNoUseOnceItIsOver() {
        StateTransaction[] kept = new StateTransaction[1];
        write(transaction -> kept[0] = transaction);
        assertThatThrownBy(() -> kept[0].deleteJournal("p")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theWarehousesIdentityIsTheFirstOneGiven() {
        write(transaction -> transaction.bindWarehouse("one"));
        write(transaction -> transaction.bindWarehouse("two"));
        assertThat(store.warehouseIdentity()).contains("one");
    }

    @Test
    void aLeaseKeepsOthersOutUntilItIsReleased() {
        Lease lease = store.acquire("dev", ALICE, false, MINUTE);
        assertThat(lease.holder()).isEqualTo(ALICE);
        assertThat(Duration.between(lease.heartbeat(), lease.expires())).isEqualTo(MINUTE);
        for (boolean shared : List.of(true, false)) {
            LeaseHeldException held =
                    catchThrowableOfType(LeaseHeldException.class, () -> other.acquire("dev", BOB, shared, MINUTE));
            assertThat(held.held()).isEqualTo(lease);
            assertThat(held).hasMessageContaining("alice@it's a host (pid 11, plan dev)");
        }
        other.acquire("prod", BOB, false, MINUTE);
        store.heartbeat(lease);
        assertThat(store.leases()).hasSize(2);
        assertThat(store.leases().get(0).expires()).isAfterOrEqualTo(lease.expires());
        store.release(lease);
        Lease next = other.acquire("dev", BOB, false, MINUTE);
        assertThat(next.fence()).isGreaterThan(lease.fence());
        assertThatThrownBy(() -> store.heartbeat(lease)).isInstanceOf(LeaseLostException.class);
        store.release(lease);
        assertThat(store.leases()).contains(next);
    }

    @Test
    void plansShareTheLayoutAndTheJanitorWantsItAlone() {
        Lease first = store.acquire(Lease.LAYOUT, ALICE, true, MINUTE);
        Lease second = other.acquire(Lease.LAYOUT, BOB, true, MINUTE);
        assertThatThrownBy(() -> store.acquire(Lease.LAYOUT, BOB, false, MINUTE))
                .isInstanceOf(LeaseHeldException.class);
        store.release(first);
        assertThatThrownBy(() -> store.acquire(Lease.LAYOUT, BOB, false, MINUTE))
                .isInstanceOf(LeaseHeldException.class);
        store.release(second);
        Lease alone = store.acquire(Lease.LAYOUT, BOB, false, MINUTE);
        assertThatThrownBy(() -> other.acquire(Lease.LAYOUT, ALICE, true, MINUTE))
                .isInstanceOf(LeaseHeldException.class);
        assertThat(alone.fence()).isGreaterThan(second.fence());
    }

    @Test
    void anExpiredLeaseIsTakenOverAndItsHolderCanWriteNothingMore() throws InterruptedException {
        Lease lost = store.acquire("dev", ALICE, false, Duration.ofMillis(1));
        Thread.sleep(10);
        write(transaction -> transaction.require(lost));
        Lease taken = other.acquire("dev", BOB, false, MINUTE);
        assertThat(store.leases()).containsExactly(taken);
        assertThatThrownBy(() -> write(transaction -> {
                    transaction.writeEnvironment(Samples.environment("dev", "p1"));
                    transaction.require(lost);
                }))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> store.heartbeat(lost)).isInstanceOf(LeaseLostException.class);
        assertThat(store.environment(EnvironmentName.of("dev"))).isEmpty();
    }

    @Test
    void aLeaseTakenOverInTheMiddleOfATransactionFailsIt() {
        Lease lease = store.acquire("dev", ALICE, false, MINUTE);
        assertThatThrownBy(() -> write(transaction -> {
                    transaction.require(lease);
                    transaction.writeEnvironment(Samples.environment("dev", "p1"));
                    other.breakLease("dev");
                    other.acquire("dev", BOB, false, MINUTE);
                }))
                .isInstanceOf(LeaseLostException.class);
        assertThat(store.environment(EnvironmentName.of("dev"))).isEmpty();
    }

    @Test
    void heartbeatsPassWhileATransactionRequiresTheLease() {
        Lease lease = store.acquire("dev", ALICE, false, MINUTE);
        write(transaction -> {
            transaction.require(lease);
            other.heartbeat(lease);
            transaction.writeEnvironment(Samples.environment("dev", "p1"));
            other.heartbeat(lease);
        });
        assertThat(store.environment(EnvironmentName.of("dev"))).isPresent();
    }

    @Test
    void ofManyThatWantALeaseAtOnceOneGetsIt() throws Exception {
        for (int round = 0; round < 3; round++) {
            String resource = "r" + round;
            List<Object> outcomes =
                    race(6, i -> () -> (i % 2 == 0 ? store : other).acquire(resource, ALICE, false, MINUTE));
            assertThat(outcomes).filteredOn(Lease.class::isInstance).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(LeaseHeldException.class::isInstance)
                    .hasSize(5);
        }
        assertThat(store.leases()).hasSize(3);
    }

    @Test
    void manyCanMakeTheStoreAndWriteAtOnce() throws Exception {
        List<Object> outcomes = race(5, i -> () -> {
            write(i % 2 == 0 ? store : other, transaction -> {
                transaction.addSnapshots(List.of(Samples.snapshot("a"), Samples.snapshot("m" + i)));
                transaction.addIntervals(List.of(new DoneBatch(table("t"), days(i, i + 1))));
            });
            return "done";
        });
        assertThat(outcomes).containsOnly("done");
        assertThat(store.intervals(List.of(table("t"))).get(table("t"))).isEqualTo(IntervalSet.of(days(0, 5)));
        assertThat(store.models()).hasSize(6);
    }

    private interface Racer {
        Callable<Object> run(int number);
    }

    private static List<Object> race(int racers, Racer racer) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(racers);
        try {
            List<Callable<Object>> all =
                    IntStream.range(0, racers).mapToObj(racer::run).toList();
            var outcomes = new ArrayList<Object>();
            for (Future<Object> future : pool.invokeAll(all)) {
                try {
                    outcomes.add(future.get());
                } catch (ExecutionException e) {
                    outcomes.add(e.getCause());
                }
            }
            return outcomes;
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aDamagedRowIsNamedAndPointsToDoctor() {
        write(transaction -> {
            transaction.writeEnvironment(Samples.environment("dev", "p1"));
            transaction.writeEnvironment(Samples.environment("prod", "p1"));
        });
        for (String damage : List.of("{oops", "7", "{\"name\": \"dev\"}")) {
            execute("UPDATE vmsh.environments SET document = '" + damage + "' WHERE name = 'dev'");
            assertThatThrownBy(store::environments)
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("'dev'")
                    .hasMessageContaining("vmsh.environments")
                    .extracting(e -> ((StateException) e).remedy())
                    .asString()
                    .contains("doctor");
        }
        assertThat(store.environment(EnvironmentName.PROD)).isPresent();
    }

    @Test
    void aTableDroppedByHandIsNamed() {
        store.migrate();
        execute("DROP TABLE vmsh.intervals");
        assertThatThrownBy(store::environments)
                .isInstanceOf(StateException.class)
                .hasMessageContaining("vmsh.intervals");
        assertThatThrownBy(() -> write(transaction -> transaction.deleteJournal("p")))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("vmsh.intervals");
    }

    @Test
    void migratingBringsAStoreForwardAndUndoBringsItBack() {
        var second = new Migration(
                2,
                "say who made a snapshot",
                List.of(
                        "versions",
                        "commits",
                        "snapshots",
                        "intervals",
                        "environments",
                        "environment_log",
                        "plans",
                        "plan_batches",
                        "writes",
                        "queries",
                        "leases",
                        "lease_fences",
                        "colours"),
                tables -> List.of(
                        "ALTER TABLE " + tables.of("plans") + " ADD COLUMN colour TEXT",
                        "UPDATE " + tables.of("environments") + " SET plan_id = 'changed'",
                        "CREATE TABLE " + tables.of("colours") + " (name TEXT)"));
        List<Migration> two = List.of(Migration.ALL.get(0), second);
        Environment prod = Samples.environment("prod", "p1");
        assertThat(store.migrate()).containsExactly("1: create the state tables");
        assertThat(store.migrate()).isEmpty();
        assertThat(store.undoMigration()).isEmpty();
        write(transaction -> {
            transaction.writeEnvironment(prod);
            transaction.addSnapshots(List.of(Samples.snapshot("a")));
        });

        StateStore newer = store(engine, two, "2.0");
        assertThatThrownBy(newer::environments)
                .isInstanceOf(StateException.class)
                .hasMessageContaining("needs layout 2")
                .extracting(e -> ((StateException) e).remedy())
                .asString()
                .contains("migrate");
        assertThat(newer.migrate()).containsExactly("2: say who made a snapshot");
        assertThat(newer.environments()).containsExactly(prod);

        assertThatThrownBy(store::environments)
                .isInstanceOf(StateException.class)
                .hasMessageContaining("written by vmsh 2.0");
        assertThatThrownBy(() -> write(transaction -> transaction.deleteJournal("p")))
                .isInstanceOf(StateException.class);
        assertThatThrownBy(store::migrate).isInstanceOf(StateException.class).hasMessageContaining("2.0");

        assertThat(newer.undoMigration()).contains("2: say who made a snapshot");
        assertThat(store.environments()).containsExactly(prod);
        assertThat(store.snapshotUses()).hasSize(1);
        assertThat(store.undoMigration()).isEmpty();
        write(transaction -> transaction.addSnapshots(List.of(Samples.snapshot("a"))));
        assertThat(store.snapshotUses()).as("the primary key is there again").hasSize(1);
        try (EngineSession session = engine.open()) {
            assertThat(session.relations(List.of("vmsh")).keySet())
                    .extracting(TableName::name)
                    .containsExactlyInAnyOrderElementsOf(Set.copyOf(StateTables.ALL));
        }
    }

    @Test
    void noIndexStandsBesideTheKeysOfTables() {
        store.migrate();

        List<String> statements = Migration.ALL.stream()
                .flatMap(migration -> migration.statements().apply(new StateTables("vmsh")).stream())
                .toList();

        assertThat(statements).isNotEmpty().noneMatch(sql -> sql.contains("INDEX"));
    }

    @Test
    void aMigrationThatFailsChangesNothing() {
        write(transaction -> transaction.writeEnvironment(Samples.environment("prod", "p1")));
        var broken = new Migration(
                2,
                "break",
                StateTables.ALL,
                tables -> List.of(
                        "DELETE FROM " + tables.of("environments"),
                        "ALTER TABLE " + tables.of("nosuch") + " ADD COLUMN x TEXT"));
        assertThatThrownBy(() -> store(engine, List.of(Migration.ALL.get(0), broken), "2.0")
                        .migrate())
                .isInstanceOf(StateException.class);
        assertThat(store.environments()).hasSize(1);
    }
}

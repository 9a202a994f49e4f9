package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.environment.Pointer;
import dev.vmsh.snapshot.SnapshotId;
import dev.vmsh.sql.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What people were told that stays, in the words of the manual, from what was done and when; it looks into no state. */
final class Promises {
    private static final int PLANS = 5;

    /**
     * What a plan left.
     *
     * @param at when it was finished
     */
    record Promised(EnvironmentName environment, String planId, Instant at, List<Pointer> pointers) {
        Promised {
            pointers = List.copyOf(pointers);
        }
    }

    private record Stopped(String planId, Set<TableName> done, Instant at) {}

    /** Oldest first. */
    private final List<Promised> ever = new ArrayList<>();

    /** Plans that can be gone back to. */
    private final Set<Promised> log = new HashSet<>();
    /** When each environment that there is ends; {@link Instant#MAX} for never. */
    private final Map<EnvironmentName, Instant> ends = new HashMap<>();

    private final Map<EnvironmentName, List<Stopped>> stopped = new HashMap<>();
    /** Of each version that was ever shown. */
    private final Map<SnapshotId, Use> uses = new HashMap<>();

    /**
     * @param last when a plan was finished that showed it, or that was the first not to
     * @param shown tables that environments showed of it
     * @param all tables that there can be of it: what prod would show, and the preview
     */
    private record Use(Instant last, Set<TableName> shown, Set<TableName> all) {
        boolean recent(Instant now) {
            return TinyProject.end(last, TinyProject.SNAPSHOT_TTL).isAfter(now);
        }
    }

    /** @param touched what the plan made the environment show, and what it showed before */
    void finished(String planId, Environment record, Collection<Pointer> touched, Instant at) {
        var promised = new Promised(record.name(), planId, at, record.pointers());
        ever.add(promised);
        log.add(promised);
        boolean always = record.name().isProd() || record.name().typed().equals(TinyProject.PINNED);
        ends.put(record.name(), always ? Instant.MAX : record.expiresAt());
        stopped.remove(record.name());
        for (Pointer pointer : touched) {
            Set<TableName> shown = new TreeSet<>(Set.of(pointer.table()));
            Use before = uses.get(pointer.snapshot());
            if (before != null) {
                shown.addAll(before.shown());
            }
            uses.put(pointer.snapshot(), new Use(at, shown, tables(List.of(pointer))));
        }
    }

    void stopped(EnvironmentName name, String planId, Set<TableName> done, Instant at) {
        stopped.computeIfAbsent(name, key -> new ArrayList<>()).add(new Stopped(planId, Set.copyOf(done), at));
    }

    void ends(EnvironmentName name, Instant at) {
        ends.put(name, at);
    }

    /** Environments that are over are gone, and plans that nobody was promised. */
    void cleaned(Instant now) {
        List.copyOf(ends.keySet()).forEach(name -> cleaned(name, now));
        log.removeIf(entry -> !ends.containsKey(entry.environment()));
    }

    /** As {@link #cleaned(Instant)}, of one environment alone. */
    void cleaned(EnvironmentName name, Instant now) {
        if (!ends.getOrDefault(name, Instant.MIN).isAfter(now)) {
            ends.remove(name);
        }
        Set<Promised> kept = new HashSet<>(ends.containsKey(name) ? promised(name, now) : List.of());
        log.removeIf(entry -> entry.environment().equals(name) && !kept.contains(entry));
    }

    /** Those among the last five, and those finished within the time that is promised. */
    private List<Promised> promised(EnvironmentName name, Instant now) {
        List<Promised> all = log.stream()
                .filter(entry -> entry.environment().equals(name))
                .sorted((left, right) -> right.at().compareTo(left.at()))
                .toList();
        return Stream.concat(all.stream().limit(PLANS), all.stream().skip(PLANS).filter(entry -> TinyProject.end(
                                entry.at(), TinyProject.HISTORY_TTL)
                        .isAfter(now)))
                .toList();
    }

    Set<EnvironmentName> environments() {
        return ends.keySet();
    }

    List<Promised> everOf(EnvironmentName name) {
        return ever.stream()
                .filter(entry -> entry.environment().equals(name) && ends.containsKey(name))
                .toList();
    }

    boolean isInLog(Promised entry) {
        return log.contains(entry);
    }

    Promised last(EnvironmentName name) {
        List<Promised> all = everOf(name);
        return all.get(all.size() - 1);
    }

    Map<EnvironmentName, Set<String>> logged() {
        var logged = new HashMap<EnvironmentName, Set<String>>();
        log.forEach(entry -> logged.computeIfAbsent(entry.environment(), name -> new HashSet<>())
                .add(entry.planId()));
        return logged;
    }

    /** What an environment shows, what a plan in the log showed, what a plan that stopped has done, and what was used lately. */
    void requireKept(Set<TableName> there, Instant now, boolean ignoreTtl) {
        var needed = new TreeSet<TableName>();
        log.forEach(entry -> entry.pointers().forEach(pointer -> needed.add(pointer.table())));
        ends.keySet().forEach(name -> last(name).pointers().forEach(pointer -> needed.add(pointer.table())));
        needed.addAll(unfinished(now));
        if (!ignoreTtl) {
            uses.values().stream().filter(use -> use.recent(now)).forEach(use -> needed.addAll(use.shown()));
        }
        assertThat(there).as("what the janitor must leave").containsAll(needed);
    }

    /** Everything else. A version that was never promoted lives as long as one that was, by a clock that is not ours. */
    void requireGone(Set<TableName> there, Instant now, boolean ignoreTtl) {
        var may = new TreeSet<TableName>(unfinished(now));
        log.forEach(entry -> may.addAll(tables(entry.pointers())));
        ends.keySet().forEach(name -> may.addAll(tables(last(name).pointers())));
        if (!ignoreTtl) {
            uses.values().stream().filter(use -> use.recent(now)).forEach(use -> may.addAll(use.all()));
            there.stream()
                    .filter(table ->
                            uses.values().stream().noneMatch(use -> use.all().contains(table)))
                    .forEach(may::add);
        }
        assertThat(may).as("what may be there after the janitor").containsAll(there);
    }

    /** Nobody waits for what has gone. */
    void gone(Set<TableName> there) {
        uses.values().forEach(use -> use.shown().retainAll(there));
        uses.values().removeIf(use -> use.all().stream().noneMatch(there::contains));
    }

    private Set<TableName> unfinished(Instant now) {
        var tables = new TreeSet<TableName>();
        stopped.values().stream()
                .flatMap(List::stream)
                .filter(plan ->
                        TinyProject.end(plan.at(), TinyProject.SNAPSHOT_TTL).isAfter(now))
                .forEach(plan -> tables.addAll(plan.done()));
        return tables;
    }

    /** Of a version both go together: what prod would show, and the preview. */
    private static Set<TableName> tables(Collection<Pointer> pointers) {
        var tables = new TreeSet<TableName>();
        pointers.forEach(pointer -> {
            tables.add(pointer.table());
            tables.add(pointer.storage().table());
            tables.add(pointer.storage().devTable());
        });
        return tables;
    }
}

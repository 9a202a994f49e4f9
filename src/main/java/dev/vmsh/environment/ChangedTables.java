package dev.vmsh.environment;

import dev.vmsh.snapshot.Ancestor;
import dev.vmsh.snapshot.Fingerprint;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tables that prod has changed in place, or has begun to. An older version finds columns there that it does not have, and rows that it
 * never computed: the table is not its own any more. Immutable.
 */
public record ChangedTables(Map<TableName, Versions> versions) {
    public static final ChangedTables NONE = new ChangedTables(Map.of());
    private static final int REMEMBERED = 10;

    public ChangedTables {
        versions = Map.copyOf(versions);
    }

    /**
     * The versions that prod has shown a table for, by what identifies their rows; newest last, at most {@value #REMEMBERED} of each.
     *
     * @param before its last change
     * @param since then
     */
    public record Versions(List<String> before, List<String> since) {
        public Versions {
            before = newest(before);
            since = newest(since);
        }

        private static List<String> newest(List<String> all) {
            return List.copyOf(all.subList(Math.max(0, all.size() - REMEMBERED), all.size()));
        }

        private Versions changedFor(String rows, Stream<String> shown) {
            return new Versions(
                    Stream.of(before.stream(), since.stream(), shown)
                            .flatMap(each -> each)
                            .distinct()
                            .filter(earlier -> !earlier.equals(rows))
                            .toList(),
                    List.of(rows));
        }

        private Versions shownFor(String rows) {
            if (since.contains(rows)) {
                return this;
            }
            var more = new ArrayList<>(since);
            more.add(rows);
            return new Versions(before, more);
        }
    }

    /**
     * @param changing versions for which prod changes their tables
     * @param shown what prod shows before that
     */
    public ChangedTables changedFor(Collection<Snapshot> changing, Collection<Pointer> shown) {
        if (changing.isEmpty()) {
            return this;
        }
        var next = new TreeMap<>(versions);
        for (Snapshot snapshot : changing) {
            TableName table = snapshot.storage().table();
            Stream<String> until = shown.stream()
                    .filter(pointer -> table.equals(pointer.table()))
                    .map(pointer -> rows(pointer.fingerprint()));
            next.put(
                    table,
                    next.getOrDefault(table, new Versions(List.of(), List.of()))
                            .changedFor(rows(snapshot.fingerprint()), until));
        }
        return new ChangedTables(next);
    }

    /** @param shown versions that prod shows without any further change of their tables */
    public ChangedTables shownFor(Collection<Snapshot> shown) {
        if (versions.isEmpty()) {
            return this;
        }
        var next = new TreeMap<>(versions);
        shown.stream()
                .filter(snapshot -> snapshot.storage() != null)
                .forEach(snapshot -> next.computeIfPresent(
                        snapshot.storage().table(), (table, known) -> known.shownFor(rows(snapshot.fingerprint()))));
        return new ChangedTables(next);
    }

    /** @param gone tables that are not there any more */
    public ChangedTables without(Collection<TableName> gone) {
        var next = new TreeMap<>(versions);
        next.keySet().removeAll(gone);
        return new ChangedTables(next);
    }

    /** Whether the table of {@code snapshot} was changed last for another version. */
    boolean changedForAnother(Snapshot snapshot) {
        return changedFrom(snapshot.storage().table(), snapshot.fingerprint());
    }

    /** Whether the table that {@code pointer} shows was changed for another version than its own. */
    public boolean changedSince(Pointer pointer) {
        return changedFrom(pointer.table(), pointer.fingerprint());
    }

    private boolean changedFrom(TableName table, Fingerprint fingerprint) {
        Versions known = versions.get(table);
        return known != null && !known.since().contains(rows(fingerprint));
    }

    /**
     * Whether {@code table}, which is or would be that of {@code snapshot}, was changed since prod showed it for that version; or for others,
     * where this one neither comes after them nor changes a table in place itself.
     */
    boolean overtook(Snapshot snapshot, TableName table) {
        Versions known = versions.get(table);
        String rows = rows(snapshot.fingerprint());
        if (known == null || known.since().contains(rows)) {
            return false;
        }
        boolean changesInPlace =
                snapshot.hasForwardOnlyRows() || snapshot.model().kind().forwardOnly();
        return known.before().contains(rows) || !(changesInPlace || comesAfter(snapshot, known.since()));
    }

    private static boolean comesAfter(Snapshot snapshot, List<String> versions) {
        return snapshot.ancestors().stream()
                .map(Ancestor::fingerprint)
                .map(ChangedTables::rows)
                .anyMatch(versions::contains);
    }

    private static String rows(Fingerprint fingerprint) {
        return fingerprint.tableVersion().text();
    }
}

package dev.vmsh.project;

import dev.vmsh.sql.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which model reads which. Immutable. Dependencies that are not models are left out. */
public final class Dag {
    private final Map<TableName, Set<TableName>> parents;
    private final Map<TableName, Set<TableName>> children;
    private final List<TableName> order;

    private Dag(
            Map<TableName, Set<TableName>> parents, Map<TableName, Set<TableName>> children, List<TableName> order) {
        this.parents = parents;
        this.children = children;
        this.order = order;
    }

    /**
     * @param dependencies for each node, what it reads; what is not itself a node is ignored
     * @throws CycleException if a node reads itself through others
     */
    public static Dag of(Map<TableName, ? extends Collection<TableName>> dependencies) {
        var parents = new TreeMap<TableName, Set<TableName>>();
        var children = new TreeMap<TableName, Set<TableName>>();
        for (TableName node : dependencies.keySet()) {
            parents.put(node, new TreeSet<>());
            children.put(node, new TreeSet<>());
        }
        dependencies.forEach((node, reads) -> {
            for (TableName parent : reads) {
                if (!parent.equals(node) && parents.containsKey(parent)) {
                    parents.get(node).add(parent);
                    children.get(parent).add(node);
                }
            }
        });
        return new Dag(parents, children, sort(parents, children));
    }

    private static List<TableName> sort(
            Map<TableName, Set<TableName>> parents, Map<TableName, Set<TableName>> children) {
        var waitingFor = new TreeMap<TableName, Integer>();
        parents.forEach((node, reads) -> waitingFor.put(node, reads.size()));
        var ready = new ArrayDeque<TableName>();
        waitingFor.forEach((node, count) -> {
            if (count == 0) {
                ready.add(node);
            }
        });
        var order = new ArrayList<TableName>(parents.size());
        while (!ready.isEmpty()) {
            TableName node = ready.remove();
            order.add(node);
            for (TableName child : children.get(node)) {
                if (waitingFor.merge(child, -1, Integer::sum) == 0) {
                    ready.add(child);
                }
            }
        }
        if (order.size() < parents.size()) {
            throw new CycleException(cycle(parents, Set.copyOf(order)));
        }
        return List.copyOf(order);
    }

    /** Walks up from any node that could not be sorted until one is met again. */
    private static List<TableName> cycle(Map<TableName, Set<TableName>> parents, Set<TableName> sorted) {
        TableName at = parents.keySet().stream()
                .filter(node -> !sorted.contains(node))
                .findFirst()
                .orElseThrow();
        var path = new LinkedHashSet<TableName>();
        while (path.add(at)) {
            at = parents.get(at).stream()
                    .filter(node -> !sorted.contains(node))
                    .findFirst()
                    .orElseThrow();
        }
        var cycle = new ArrayList<TableName>();
        boolean inside = false;
        for (TableName node : path) {
            inside |= node.equals(at);
            if (inside) {
                cycle.add(node);
            }
        }
        cycle.add(at);
        Collections.reverse(cycle);
        return cycle;
    }

    /** All nodes, parents before children; the same graph gives the same order. */
    public List<TableName> order() {
        return order;
    }

    public boolean contains(TableName node) {
        return parents.containsKey(node);
    }

    /** What {@code node} reads directly; empty for an unknown node. */
    public Set<TableName> parents(TableName node) {
        return Collections.unmodifiableSet(parents.getOrDefault(node, Set.of()));
    }

    /** What reads {@code node} directly; empty for an unknown node. */
    public Set<TableName> children(TableName node) {
        return Collections.unmodifiableSet(children.getOrDefault(node, Set.of()));
    }

    /** Everything that {@code nodes} read, however indirectly, without themselves unless one reads another. */
    public Set<TableName> upstream(Collection<TableName> nodes) {
        return reach(nodes, parents);
    }

    /** Everything that reads one of {@code nodes}, however indirectly. */
    public Set<TableName> downstream(Collection<TableName> nodes) {
        return reach(nodes, children);
    }

    /** A shortest chain of readers from {@code from} to {@code to}, both included; empty if there is none. */
    public List<TableName> chain(TableName from, TableName to) {
        var cameFrom = new LinkedHashMap<TableName, TableName>();
        var queue = new ArrayDeque<TableName>(List.of(from));
        cameFrom.put(from, from);
        while (!queue.isEmpty()) {
            TableName node = queue.remove();
            if (node.equals(to)) {
                var path = new ArrayList<TableName>();
                for (TableName at = to; !at.equals(from); at = cameFrom.get(at)) {
                    path.add(at);
                }
                path.add(from);
                Collections.reverse(path);
                return path;
            }
            for (TableName child : children(node)) {
                if (cameFrom.putIfAbsent(child, node) == null) {
                    queue.add(child);
                }
            }
        }
        return List.of();
    }

    private static Set<TableName> reach(Collection<TableName> from, Map<TableName, Set<TableName>> edges) {
        var seen = new LinkedHashSet<TableName>();
        var queue = new ArrayDeque<TableName>(from);
        while (!queue.isEmpty()) {
            for (TableName next : edges.getOrDefault(queue.remove(), Set.of())) {
                if (seen.add(next)) {
                    queue.add(next);
                }
            }
        }
        return seen;
    }

    /** Models that read each other in a circle. */
    public static final class CycleException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private final transient List<TableName> cycle;

        CycleException(List<TableName> cycle) {
            super("a cycle: " + cycle);
            this.cycle = List.copyOf(cycle);
        }

        /** The models on it, in reading order; the first is repeated at the end. */
        public List<TableName> cycle() {
            return cycle;
        }
    }
}

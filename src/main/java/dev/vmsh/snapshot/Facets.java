package dev.vmsh.snapshot;

import dev.vmsh.project.AuditCall;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelFacts;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.project.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a model's definition consists of, apart from its query, each part by a name that people know. Fingerprints hash the parts; what
 * differs between two versions is told by their names.
 */
final class Facets {
    private static final String VARIABLE = "variable ";
    private static final Pattern SCALAR = Pattern.compile("(?:Number|Text|Bool)\\[value=([^\\]]*)]");
    private static final Pattern LIST = Pattern.compile("Sequence\\[items=(\\[[^\\]]*])]");
    private static final int LONGEST_SHOWN = 40;

    private Facets() {}

    /** What the rows depend on: if this is equal, only the query can have changed. */
    static Map<String, String> data(Model model) {
        ModelProperties properties = model.properties();
        ModelFacts facts = model.facts();
        var parts = new LinkedHashMap<String, String>();
        parts.put("kind", text(model.kind().dataParts()));
        parts.put("partitioned_by", text(properties.partitionedBy()));
        parts.put("clustered_by", text(properties.clusteredBy()));
        parts.put("table_format", properties.tableFormat());
        parts.put("storage_format", properties.storageFormat());
        parts.put("stamp", properties.stamp());
        parts.put("physical_version", properties.physicalVersion());
        parts.put("gateway", properties.gateway());
        parts.put("interval_unit", model.schedule().unit().id());
        parts.put(
                "columns",
                text(properties.columns().stream()
                        .map(column -> column.name() + " " + column.type())
                        .toList()));
        new TreeMap<>(properties.physicalProperties())
                .forEach((name, value) -> parts.put("physical property " + name, value));
        new TreeMap<>(facts.macroValues()).forEach((name, value) -> parts.put(VARIABLE + name, value));
        parts.put("statements before the query", text(facts.canonicalBefore()));
        parts.put("statements after the query", text(facts.canonicalAfter()));
        return parts;
    }

    /** The same for a seed without what its file and its declared columns say. */
    static Map<String, String> besideSeed(Model seed) {
        Map<String, String> parts = data(seed);
        parts.keySet().removeAll(List.of("kind", "columns"));
        return parts;
    }

    /** What they do not depend on. */
    static Map<String, String> metadata(Model model) {
        ModelProperties properties = model.properties();
        Schedule schedule = model.schedule();
        var parts = new LinkedHashMap<String, String>();
        parts.put("dialect", model.dialect().id());
        parts.put("owner", properties.owner());
        parts.put("description", properties.description());
        new TreeMap<>(properties.columnDescriptions())
                .forEach((name, value) -> parts.put("description of column " + name, value));
        parts.put("cron", schedule.cron());
        parts.put("cron_tz", schedule.cronZone());
        parts.put("start", schedule.start());
        parts.put("end", schedule.end());
        parts.put("allow_partials", Boolean.toString(schedule.allowPartials()));
        parts.put("tags", text(List.copyOf(new TreeSet<>(properties.tags()))));
        parts.put(
                "grains", text(properties.grains().stream().map(List::toString).toList()));
        parts.put("references", text(properties.references()));
        parts.put("kind settings", text(model.kind().metadataParts()));
        parts.put("session_properties", new TreeMap<>(properties.sessionProperties()).toString());
        parts.put("virtual_properties", new TreeMap<>(properties.virtualProperties()).toString());
        parts.put("grants", new TreeMap<>(properties.grants()) + " " + properties.grantsTargetLayer());
        parts.put("signals", text(properties.signals()));
        parts.put(
                "audits",
                text(properties.audits().stream().map(AuditCall::canonical).toList()));
        parts.put("statements on a virtual update", text(model.facts().canonicalOnVirtualUpdate()));
        return parts;
    }

    /** The parts one after the other, each with its name, for hashing. */
    static List<String> flat(Map<String, String> parts) {
        var flat = new ArrayList<String>();
        parts.forEach((name, value) -> {
            flat.add(name);
            flat.add(value);
        });
        return flat;
    }

    /** {@code owner: ana -> bo}, {@code variable limit: 1 -> 2}; long values are not shown. Empty if nothing differs. */
    static List<String> changes(Map<String, String> before, Map<String, String> after) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        var changes = new ArrayList<String>();
        for (String name : names) {
            String was = shown(before.get(name));
            String is = shown(after.get(name));
            if (was.equals(is)) {
                continue;
            }
            if (name.startsWith(VARIABLE)) {
                was = plain(was);
                is = plain(is);
            }
            boolean brief = was.length() <= LONGEST_SHOWN && is.length() <= LONGEST_SHOWN;
            changes.add(brief ? "%s: %s -> %s".formatted(name, was, is) : name + " changed");
        }
        return changes;
    }

    /** A variable's value as people write it; its recorded form, which table names depend on, tells its type too. */
    private static String plain(String recorded) {
        return LIST.matcher(SCALAR.matcher(recorded).replaceAll("$1")).replaceAll("$1");
    }

    private static String shown(String value) {
        return value == null || value.isEmpty() ? "none" : value;
    }

    /** One item as it is; more with their number first, so that lists do not run together. */
    private static String text(List<String> items) {
        return items.isEmpty() ? "" : items.size() == 1 ? items.get(0) : items.size() + ": " + String.join(", ", items);
    }
}

package dev.vmsh.snapshot;

import dev.vmsh.project.AuditCall;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelFacts;
import dev.vmsh.project.ModelProperties;
import dev.vmsh.project.Project;
import dev.vmsh.project.Schedule;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Works out what version of itself each model is. What belongs to {@code data} and what to {@code metadata} follows SQLMesh, except that
 * the meaning of a statement is hashed rather than its text, and that a parent's metadata does not reach its children.
 */
public final class Fingerprinter {
    private Fingerprinter() {}

    /**
     * A snapshot of every model, parents first, none of them decided yet.
     *
     * @param naming says which physical schema a model's tables go to; moving a model to another one is a new version
     */
    public static Map<TableName, Snapshot> snapshots(Project project, PhysicalNaming naming) {
        var done = new LinkedHashMap<TableName, Snapshot>();
        for (TableName name : project.dag().order()) {
            Model model = project.models().get(name);
            var parents = new ArrayList<SnapshotId>();
            var versions = new ArrayList<String>();
            for (TableName parent : project.dag().parents(name)) {
                Snapshot snapshot = done.get(parent);
                parents.add(snapshot.id());
                versions.add(parent.toString());
                versions.add(snapshot.fingerprint().tableVersion().text());
            }
            var fingerprint =
                    new Fingerprint(Hash.of(data(model, naming)), Hash.of(versions), Hash.of(metadata(model, project)));
            done.put(name, new Snapshot(model, fingerprint, parents, null, false, null, List.of(), null));
        }
        return done;
    }

    private static List<String> data(Model model, PhysicalNaming naming) {
        var parts = new ArrayList<>(dataBesidesQuery(model));
        parts.add(naming.schemaOf(model.name()));
        parts.add(model.facts().canonicalQuery());
        return parts;
    }

    /** What the rows depend on apart from the query: if this is equal, only the query can have changed. */
    static List<String> dataBesidesQuery(Model model) {
        ModelProperties properties = model.properties();
        ModelFacts facts = model.facts();
        var parts = new ArrayList<String>();
        addAll(parts, model.kind().dataParts());
        addAll(parts, properties.partitionedBy());
        addAll(parts, properties.clusteredBy());
        parts.add(properties.tableFormat());
        parts.add(properties.storageFormat());
        parts.add(properties.stamp());
        parts.add(properties.physicalVersion());
        parts.add(properties.gateway());
        parts.add(model.schedule().unit().name());
        addAll(parts, properties.columns().stream().map(Fingerprinter::text).toList());
        parts.add(new TreeMap<>(properties.physicalProperties()).toString());
        parts.add(new TreeMap<>(facts.macroValues()).toString());
        addAll(parts, facts.canonicalBefore());
        addAll(parts, facts.canonicalAfter());
        return parts;
    }

    private static List<String> metadata(Model model, Project project) {
        ModelProperties properties = model.properties();
        Schedule schedule = model.schedule();
        var parts = new ArrayList<String>();
        parts.add(model.dialect().id());
        parts.add(properties.owner());
        parts.add(properties.description());
        parts.add(new TreeMap<>(properties.columnDescriptions()).toString());
        parts.add(schedule.cron());
        parts.add(schedule.cronZone());
        parts.add(schedule.start());
        parts.add(schedule.end());
        parts.add(Boolean.toString(schedule.allowPartials()));
        addAll(parts, List.copyOf(new TreeSet<>(properties.tags())));
        addAll(parts, properties.grains().stream().map(List::toString).toList());
        addAll(parts, properties.references());
        addAll(parts, model.kind().metadataParts());
        parts.add(new TreeMap<>(properties.sessionProperties()).toString());
        parts.add(new TreeMap<>(properties.virtualProperties()).toString());
        parts.add(new TreeMap<>(properties.grants()).toString());
        parts.add(properties.grantsTargetLayer());
        addAll(parts, properties.signals());
        for (AuditCall call : properties.audits()) {
            parts.add(call.canonical());
            project.audit(model, call.name()).ifPresent(audit -> {
                parts.add(audit.query().text().strip());
                parts.add(new TreeMap<>(audit.defaults()).toString());
                parts.add(audit.blocking() + "/" + audit.skip());
            });
        }
        addAll(parts, model.facts().canonicalOnVirtualUpdate());
        return parts;
    }

    private static String text(Column column) {
        return column.name() + " " + column.type();
    }

    /** With its size first, so that two lists in a row cannot be mistaken for others. */
    private static void addAll(List<String> parts, List<String> more) {
        parts.add(Integer.toString(more.size()));
        parts.addAll(more);
    }
}

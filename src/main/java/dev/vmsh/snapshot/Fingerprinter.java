package dev.vmsh.snapshot;

import dev.vmsh.project.AuditCall;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.definition.TokenText;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        var parts = new ArrayList<>(Facets.flat(Facets.data(model)));
        parts.add(naming.schemaOf(model.name()));
        parts.add(model.facts().canonicalQuery());
        return parts;
    }

    private static List<String> metadata(Model model, Project project) {
        var parts = new ArrayList<>(Facets.flat(Facets.metadata(model)));
        for (AuditCall call : model.properties().audits()) {
            project.audit(model, call.name()).ifPresent(audit -> {
                parts.add(
                        audit.query().jinja()
                                ? TokenText.ofJinja(audit.query().text())
                                : TokenText.of(audit.query().text(), audit.dialect()));
                parts.add(new TreeMap<>(audit.defaults()).toString());
                parts.add(audit.blocking() + "/" + audit.skip());
            });
        }
        return parts;
    }
}

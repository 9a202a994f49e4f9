package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.snapshot.Snapshot;
import dev.vmsh.sql.TableName;
import dev.vmsh.state.StateStore;
import java.util.Map;
import java.util.TreeMap;

/** A project as an environment has it, rather than as the files say. */
final class RecordedProject {
    private final StateStore state;

    RecordedProject(StateStore state) {
        this.state = state;
    }

    /** @param local gives the configuration and the audits, which are not versioned */
    Project of(Environment environment, Project local) {
        Map<TableName, Model> models = new TreeMap<>();
        for (Snapshot snapshot : state.snapshots(
                        environment.pointers().stream().map(Pointer::snapshot).toList())
                .values()) {
            models.put(snapshot.name(), snapshot.model());
        }
        return local.with(models);
    }
}

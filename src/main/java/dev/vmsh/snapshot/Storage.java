package dev.vmsh.snapshot;

import dev.vmsh.sql.TableName;
import java.util.Objects;

/**
 * Where a snapshot's rows live. Fixed once, when the change is categorised: later changes of naming rules move no table.
 *
 * @param version of the table that prod may use
 * @param devVersion of the table for previews
 * @param table the physical table (or view, for VIEW models) that prod may use; for an EXTERNAL model the model's own name
 * @param devTable the physical table for previews
 */
public record Storage(String version, String devVersion, TableName table, TableName devTable) {
    public Storage {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(devVersion, "devVersion");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(devTable, "devTable");
    }
}

package dev.vmsh.project;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes files that are generated into a project's folder. */
public interface GeneratedFiles {
    /**
     * Writes the list of external models: those of {@code tables} with the columns given, all others as they were.
     *
     * @param tables columns by table; without any, nothing is written
     * @param defaultCatalog the catalog that names without one are in
     * @param gateway whose tables they are
     * @param usual whether that is the project's default gateway, whose tables need not name it
     * @return path of the file, relative to the project's folder; empty if none was written
     * @throws dev.vmsh.problem.VmshException if the file cannot be kept as it is, or not be written
     */
    Optional<String> externalModels(
            Map<TableName, List<Column>> tables, String defaultCatalog, String gateway, boolean usual);

    /**
     * Writes a unit test into the file that it names.
     *
     * @param overwrite whether a file that is there is replaced
     * @throws dev.vmsh.problem.VmshException if it is there already, or cannot be written
     */
    void unitTest(UnitTest test, boolean overwrite);
}

package dev.vmsh.project;

import dev.vmsh.sql.Column;
import java.util.Iterator;
import java.util.List;

/** The rows of a seed, read forward once. Close it after use. */
public interface SeedRows extends AutoCloseable {
    /** The file's columns with the types that its values suggest. */
    List<Column> columns();

    /** The rows as text, null for NULL, with the values of {@code wanted} in that order. */
    Iterator<List<String>> only(List<Column> wanted);

    @Override
    void close();
}

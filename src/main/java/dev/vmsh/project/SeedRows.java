package dev.vmsh.project;

import dev.vmsh.sql.Column;
import java.util.Iterator;
import java.util.List;

/** The rows of a seed's file, read as they are asked for. Each value is text as written, or null. Must be closed; for one thread. */
public interface SeedRows extends Iterator<List<String>>, AutoCloseable {
    /**
     * The file's columns, in file order; the types are what their values look like: {@code BIGINT}, {@code DOUBLE}, {@code BOOLEAN},
     * else {@code TEXT}. Every value of a column fits its type.
     */
    List<Column> columns();

    /**
     * The next row, as long as {@link #columns}.
     *
     * @throws dev.vmsh.problem.ProjectException if the row has more values than the file has columns
     */
    @Override
    List<String> next();

    @Override
    void close();
}

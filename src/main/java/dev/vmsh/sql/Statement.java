package dev.vmsh.sql;

import java.util.Set;

/**
 * Any one statement, as far as a shell must know it before sending it.
 *
 * @param text without the trailing semicolon
 * @param verb what it does
 * @param reads tables it reads, as written
 * @param writes tables, views or schemas (as a name without table) that it would create, change or drop; as written
 * @param understood false if the text is beyond the parsers: then {@code verb} comes from its first word, {@code reads} is empty and
 *     {@code writes} is a lexical guess
 */
public record Statement(String text, Verb verb, Set<TableName> reads, Set<TableName> writes, boolean understood) {
    public Statement {
        reads = Set.copyOf(reads);
        writes = Set.copyOf(writes);
    }

    /** What a statement does to the database. */
    public enum Verb {
        /** Reads only: SELECT, SHOW, DESCRIBE, EXPLAIN, VALUES, SUMMARIZE. */
        READ,
        /** Changes rows: INSERT, UPDATE, DELETE, MERGE, TRUNCATE, COPY into a table. */
        WRITE_ROWS,
        /** Changes objects: CREATE, ALTER, DROP, COMMENT, GRANT. */
        WRITE_SCHEMA,
        /** Changes the session: SET, USE, BEGIN, ATTACH, LOAD and everything else. */
        SESSION
    }
}

package dev.vmsh.work;

import dev.vmsh.sql.Rewritten;
import dev.vmsh.sql.Statement;
import java.util.List;
import java.util.Objects;

/**
 * A statement whose names have been put through an environment's pointers.
 *
 * @param statement as typed
 * @param rewritten what is sent, and where each piece of it came from
 * @param notes what the user should know about how names were read; mostly empty
 */
public record ResolvedSql(Statement statement, Rewritten rewritten, List<String> notes) {
    public ResolvedSql {
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(rewritten, "rewritten");
        notes = List.copyOf(notes);
    }

    /** The SQL that is sent. */
    public String sent() {
        return rewritten.sql();
    }

    /** Whether it may change rows or objects. */
    public boolean writes() {
        return statement.verb() == Statement.Verb.WRITE_ROWS || statement.verb() == Statement.Verb.WRITE_SCHEMA;
    }
}

package dev.vmsh.engine;

import dev.vmsh.sql.TableName;
import java.util.List;

/**
 * Temporary tables of one batch. Where tables can be made in a transaction they belong to the session, and a rollback removes them;
 * elsewhere they lie next to the table that is loaded, and one left behind by a batch that died is dropped first.
 */
final class Staging {
    private final Batch batch;
    private final boolean inTransaction;

    Staging(Batch batch, EngineTraits traits) {
        this.batch = batch;
        this.inTransaction = traits.transactionalDdl();
    }

    /** The table for {@code role}, quoted. Outside of a session its name tells the target too, since others share the schema. */
    String table(String role) {
        String name = "__vmsh_" + role + "_" + batch.id();
        TableName target = batch.target();
        return inTransaction
                ? TableName.quote(name)
                : new TableName(target.catalog(), target.schema(), name + "_" + target.name()).quoted();
    }

    List<String> create(String role, String query) {
        if (inTransaction) {
            return List.of("CREATE TEMPORARY TABLE " + table(role) + " AS\n" + query);
        }
        return List.of("DROP TABLE IF EXISTS " + table(role), "CREATE TABLE " + table(role) + " AS\n" + query);
    }

    String drop(String role) {
        return "DROP TABLE " + table(role);
    }
}

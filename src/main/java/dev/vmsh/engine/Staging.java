package dev.vmsh.engine;

import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Objects;

/**
 * Temporary tables of one batch. Where tables can be made in a transaction they belong to the session, and a rollback removes them;
 * elsewhere they lie next to the table that is loaded, and one left behind by a batch that died is dropped first.
 */
public final class Staging {
    /** What every such table's name begins with, outside of a session. */
    public static final String PREFIX = "__vmsh_";

    /** As much of a name's end as always fits, with the version in it. */
    private static final int ENOUGH_OF_A_NAME = 60;

    /** The role of a table that takes the place of its target. */
    static final String RESULT = "result";

    private final Batch batch;
    private final EngineTraits traits;

    Staging(Batch batch, EngineTraits traits) {
        this.batch = batch;
        this.traits = traits;
    }

    /** The table for {@code role}, quoted. Outside of a session its name tells the target too, since others share the schema. */
    String table(String role) {
        String name = PREFIX + role + "_" + batch.id();
        TableName target = batch.target();
        return traits.transactionalDdl()
                ? TableName.quote(name)
                : new TableName(target.catalog(), target.schema(), name + "_" + end(target.name(), name.length() + 1))
                        .quoted();
    }

    /** Whether {@code name} is a temporary table of a batch of {@code target}. */
    public static boolean isFor(TableName name, TableName target) {
        return name.name().startsWith(PREFIX)
                && Objects.equals(name.schema(), target.schema())
                && (name.name().endsWith("_" + target.name())
                        || commonEnd(name.name(), target.name()) >= ENOUGH_OF_A_NAME);
    }

    private static int commonEnd(String left, String right) {
        int same = 0;
        while (same < Math.min(left.length(), right.length())
                && left.charAt(left.length() - 1 - same) == right.charAt(right.length() - 1 - same)) {
            same++;
        }
        return same;
    }

    /** Whether a temporary table holds all that its target is to hold. */
    public static boolean isWhole(TableName name) {
        return name.name().startsWith(PREFIX + RESULT);
    }

    /** Gives the temporary table {@code name} the name of the one that is loaded. */
    public static String rename(TableName name, TableName target) {
        return "ALTER TABLE %s RENAME TO %s".formatted(name.quoted(), target.quoted());
    }

    /** As much of the end of {@code name} as fits: a version is there, which tells one table from another. */
    private String end(String name, int before) {
        if (traits.longestIdentifier().isEmpty()) {
            return name;
        }
        return name.substring(
                Math.max(0, name.length() - (traits.longestIdentifier().getAsInt() - before)));
    }

    List<String> create(String role, String query) {
        return create(role, "", query);
    }

    /** @param storage {@code WITH (...)} with a blank in front, or empty */
    List<String> create(String role, String storage, String query) {
        if (traits.transactionalDdl()) {
            return List.of("CREATE TEMPORARY TABLE " + table(role) + storage + " AS\n" + query);
        }
        return List.of(
                "DROP TABLE IF EXISTS " + table(role), "CREATE TABLE " + table(role) + storage + " AS\n" + query);
    }

    String drop(String role) {
        return "DROP TABLE " + table(role);
    }

    /** Gives the table the name of the one that is loaded. */
    String rename(String role) {
        return "ALTER TABLE %s RENAME TO %s".formatted(table(role), batch.targetName());
    }
}

package dev.vmsh.work;

import dev.vmsh.environment.Environment;
import dev.vmsh.environment.Pointer;
import dev.vmsh.problem.UsageException;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Statement;
import dev.vmsh.sql.TableName;
import dev.vmsh.sql.Token;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Keeps raw SQL from changing what vmsh looks after: physical tables, the views of environments, and the state. Pure. */
final class WriteGuard {
    private static final String PHYSICAL_PREFIX = "sqlmesh__";
    private static final String EXTERNAL = "EXTERNAL";

    private final String stateSchema;
    private final String defaultCatalog;
    private final List<Environment> environments;

    /** @param environments all that are recorded */
    WriteGuard(String stateSchema, String defaultCatalog, List<Environment> environments) {
        this.stateSchema = stateSchema;
        this.defaultCatalog = defaultCatalog;
        this.environments = List.copyOf(environments);
    }

    /** @throws UsageException if {@code statement} would change something that is looked after; says which command does it properly */
    void check(Statement statement) {
        boolean schema = namesSchema(statement.text());
        for (TableName written : statement.writes()) {
            TableName target = written.relativeTo(defaultCatalog);
            Optional<UsageException> refusal = schema ? refusalOfSchema(target.name()) : refusal(target);
            refusal.ifPresent(refused -> {
                throw refused;
            });
        }
    }

    private Optional<UsageException> refusal(TableName target) {
        if (stateSchema.equalsIgnoreCase(target.schema())) {
            return Optional.of(
                    refused(target + " belongs to vmsh's own state", "Type 'state export FILE' or 'doctor'"));
        }
        boolean model = false;
        for (Environment environment : environments) {
            for (Pointer pointer : environment.pointers()) {
                if (pointer.kind().equals(EXTERNAL)) {
                    continue;
                }
                if (target.equals(pointer.view())) {
                    return Optional.of(refused(
                            "%s is the view of the model %s in %s"
                                    .formatted(target, pointer.model(), environment.name()),
                            "Change the model and type 'plan %s'".formatted(environment.name())));
                }
                if (target.equals(pointer.table())) {
                    return Optional.of(physical(target, environment.name().toString()));
                }
                model |= target.equals(pointer.model());
            }
        }
        if (model) {
            return Optional.of(refused(target + " is a model", "Change its file and type 'plan'"));
        }
        boolean unused = target.schema() != null && isPhysicalSchema(target.schema());
        return unused ? Optional.of(physical(target, "ENV")) : Optional.empty();
    }

    private Optional<UsageException> refusalOfSchema(String schema) {
        if (schema.equalsIgnoreCase(stateSchema)) {
            return Optional.of(refused(
                    "the schema " + schema + " holds vmsh's own state", "Type 'state export FILE' or 'destroy'"));
        }
        boolean managed = isPhysicalSchema(schema)
                || environments.stream()
                        .flatMap(environment -> environment.pointers().stream())
                        .filter(pointer -> !pointer.kind().equals(EXTERNAL))
                        .map(pointer -> pointer.view())
                        .filter(Objects::nonNull)
                        .anyMatch(view -> schema.equalsIgnoreCase(view.schema()));
        return managed
                ? Optional.of(refused(
                        "the schema " + schema + " holds tables or views of environments",
                        "Type 'invalidate ENV' and 'janitor' to remove an environment"))
                : Optional.empty();
    }

    private static boolean isPhysicalSchema(String schema) {
        return schema.toLowerCase(Locale.ROOT).startsWith(PHYSICAL_PREFIX);
    }

    private static UsageException physical(TableName target, String environment) {
        return refused(
                target + " is a physical table that environments may share",
                "Type 'plan %s', or 'plan %s --restate-model MODEL' to compute it again"
                        .formatted(environment, environment));
    }

    private static UsageException refused(String what, String remedy) {
        return new UsageException(what + "; it is not changed by hand", remedy);
    }

    /** DROP SCHEMA and its like: creating one harms nothing. */
    private static boolean namesSchema(String sql) {
        List<Token> tokens = Lexer.withoutTrivia(Lexer.tokens(sql, Dialect.DUCKDB));
        return tokens.size() > 1 && !tokens.get(0).is("create") && tokens.get(1).is("schema");
    }
}

package dev.vmsh.project;

import dev.vmsh.macro.MacroScope;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.TableName;
import java.util.Objects;

/**
 * One model as the user wrote it. Immutable.
 *
 * @param name fully qualified, except that the default catalog is left out
 * @param file path of the file it stands in, relative to the project root
 * @param line where its MODEL block begins
 * @param scope the variables that its text may see: project, gateway and blueprint ones
 */
public record Model(
        TableName name,
        Kind kind,
        Dialect dialect,
        String file,
        int line,
        ModelStatements statements,
        Schedule schedule,
        ModelProperties properties,
        MacroScope scope,
        ModelFacts facts) {
    public Model {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(facts, "facts");
    }

    /** The same model of another kind. */
    public Model with(Kind other) {
        return new Model(name, other, dialect, file, line, statements, schedule, properties, scope, facts);
    }

    /** The same model, seeing other variables. */
    public Model with(MacroScope other) {
        return new Model(name, kind, dialect, file, line, statements, schedule, properties, other, facts);
    }

    /** The same model with other facts about it. */
    public Model with(ModelFacts other) {
        return new Model(name, kind, dialect, file, line, statements, schedule, properties, scope, other);
    }

    /** The same model, made a version of its own by a stamp. */
    public Model stamped(String stamp) {
        return new Model(
                name, kind, dialect, file, line, statements, schedule, properties.stamped(stamp), scope, facts);
    }

    /** The catalog that names without one mean; null if the gateway has none. */
    public String defaultCatalog() {
        return scope.variable("default_catalog")
                .map(value -> value instanceof MacroValue.Text text ? text.value() : null)
                .orElse(null);
    }

    /** Whether a batch can only be computed after the ones before it. */
    public boolean dependsOnPast() {
        return facts.dependsOnSelf() || kind.fullHistoryOnly();
    }
}

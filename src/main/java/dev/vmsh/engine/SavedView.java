package dev.vmsh.engine;

import dev.vmsh.engine.EngineSession.RelationType;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a view was before it was dropped.
 *
 * @param query its text as the engine keeps it, without a semicolon
 * @param properties statements that give a new view of that name its options, owner, grants, comment and triggers
 * @param columnProperties the same for what belongs to one column, by its name
 */
public record SavedView(
        TableName name,
        RelationType type,
        String query,
        List<String> properties,
        Map<String, List<String>> columnProperties) {
    public SavedView {
        properties = List.copyOf(properties);
        columnProperties = Map.copyOf(columnProperties);
    }

    /** Makes it again, as it was. */
    public List<String> recreation() {
        var statements = new ArrayList<String>();
        statements.add("CREATE %s %s AS\n%s".formatted(type.name().replace('_', ' '), name.quoted(), query));
        statements.addAll(restoration(columnProperties.keySet()));
        return statements;
    }

    /**
     * Gives a view that took its place what it had.
     *
     * @param columns those that the new view has
     */
    public List<String> restoration(Collection<String> columns) {
        var statements = new ArrayList<>(properties);
        columnProperties.keySet().stream()
                .filter(columns::contains)
                .sorted()
                .forEach(column -> statements.addAll(columnProperties.get(column)));
        return statements;
    }
}

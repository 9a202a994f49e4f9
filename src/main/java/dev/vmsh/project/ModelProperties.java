package dev.vmsh.project;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The remaining properties of a MODEL block. Texts are as written, with load-time macros expanded, except the property maps, whose
 * values keep their macros until they are used. Strings may be null where the property was not given.
 *
 * @param columns declared columns with types; empty if not declared
 * @param dependsOn tables named by {@code depends_on}
 * @param partitionedBy expressions, the time column already prepended where its kind asks for that
 * @param grains each one key: a list of columns
 * @param signals names of the signals asked for
 */
public record ModelProperties(
        String owner,
        String description,
        List<String> tags,
        String stamp,
        List<Column> columns,
        Map<String, String> columnDescriptions,
        Set<TableName> dependsOn,
        List<String> partitionedBy,
        List<String> clusteredBy,
        String storageFormat,
        String tableFormat,
        Map<String, String> physicalProperties,
        Map<String, String> virtualProperties,
        Map<String, String> sessionProperties,
        List<List<String>> grains,
        List<String> references,
        List<AuditCall> audits,
        List<String> signals,
        String gateway,
        Map<String, List<String>> grants,
        String grantsTargetLayer,
        boolean optimizeQuery,
        boolean formatting,
        List<String> ignoredRules,
        String physicalVersion) {
    public static final ModelProperties NONE = new ModelProperties(
            null, null, List.of(), null, List.of(), Map.of(), Set.of(), List.of(), List.of(), null, null, Map.of(),
            Map.of(), Map.of(), List.of(), List.of(), List.of(), List.of(), null, Map.of(), "virtual", true, true,
            List.of(), null);

    public ModelProperties {
        tags = List.copyOf(tags);
        columns = List.copyOf(columns);
        columnDescriptions = Map.copyOf(columnDescriptions);
        dependsOn = Set.copyOf(dependsOn);
        partitionedBy = List.copyOf(partitionedBy);
        clusteredBy = List.copyOf(clusteredBy);
        physicalProperties = Map.copyOf(physicalProperties);
        virtualProperties = Map.copyOf(virtualProperties);
        sessionProperties = Map.copyOf(sessionProperties);
        grains = List.copyOf(grains);
        references = List.copyOf(references);
        audits = List.copyOf(audits);
        signals = List.copyOf(signals);
        grants = Map.copyOf(grants);
        ignoredRules = List.copyOf(ignoredRules);
    }

    /** The same properties with another stamp. */
    public ModelProperties stamped(String other) {
        return new ModelProperties(
                owner,
                description,
                tags,
                other,
                columns,
                columnDescriptions,
                dependsOn,
                partitionedBy,
                clusteredBy,
                storageFormat,
                tableFormat,
                physicalProperties,
                virtualProperties,
                sessionProperties,
                grains,
                references,
                audits,
                signals,
                gateway,
                grants,
                grantsTargetLayer,
                optimizeQuery,
                formatting,
                ignoredRules,
                physicalVersion);
    }
}

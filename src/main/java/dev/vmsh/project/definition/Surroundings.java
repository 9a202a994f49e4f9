package dev.vmsh.project.definition;

import dev.vmsh.macro.MacroScope;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.sql.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the meaning of a model file depends on, besides its text. The same for all files of one project root, seen through one gateway.
 *
 * @param inferNames whether a model may be named by its path
 * @param timeColumnFormat strftime pattern for time columns without a format
 * @param gateway the gateway that the project is read for
 * @param gateways all gateways of the project by name
 * @param variables the project's
 * @param overrides variables given on the command line, which win over a gateway's
 * @param jinjaMacros texts of the project's Jinja macro files
 */
public record Surroundings(
        Dialect dialect,
        ModelDefaults defaults,
        boolean inferNames,
        String timeColumnFormat,
        String gateway,
        Map<String, GatewayView> gateways,
        Map<String, MacroValue> variables,
        Map<String, MacroValue> overrides,
        List<String> jinjaMacros) {
    public Surroundings {
        gateways = Map.copyOf(gateways);
        variables = Map.copyOf(variables);
        overrides = Map.copyOf(overrides);
        jinjaMacros = List.copyOf(jinjaMacros);
    }

    /**
     * A gateway, as far as a model's text sees it.
     *
     * @param defaultCatalog what a name without a catalog is in; null if the engine has none
     */
    public record GatewayView(Map<String, MacroValue> variables, String defaultCatalog) {}

    /** The gateway called {@code name}, or the one that the project is read for if {@code name} is null; empty if there is none. */
    Optional<GatewayView> gateway(String name) {
        return Optional.ofNullable(gateways.get(name == null ? gateway : name));
    }

    /** The catalog that names without one are in, for models of {@code gatewayName}; null if there is none. */
    String defaultCatalog(String gatewayName) {
        return gateway(gatewayName).map(GatewayView::defaultCatalog).orElse(null);
    }

    /** All variables as {@code named} sees them, or the gateway that the project is read for if there is none of that name. */
    public Map<String, MacroValue> visibleThrough(String named) {
        return scope(dialect, gateway(named).isPresent() ? named : null, Map.of())
                .variables();
    }

    /** What a text may see at load: project, gateway and blueprint variables, the gateway's name, and its catalog. */
    MacroScope scope(Dialect textDialect, String modelGateway, Map<String, MacroValue> blueprint) {
        String name = modelGateway == null ? gateway : modelGateway;
        GatewayView view = gateway(modelGateway).orElse(new GatewayView(Map.of(), null));
        var configured = new HashMap<String, MacroValue>();
        variables.forEach((key, value) -> configured.put(key.toLowerCase(Locale.ROOT), value));
        view.variables().forEach((key, value) -> configured.put(key.toLowerCase(Locale.ROOT), value));
        overrides.forEach((key, value) -> configured.put(key.toLowerCase(Locale.ROOT), value));
        var all = new HashMap<>(configured);
        all.putAll(blueprint);
        all.put("gateway", new MacroValue.Text(name));
        if (view.defaultCatalog() != null) {
            all.put("default_catalog", new MacroValue.Text(view.defaultCatalog()));
        }
        return new MacroScope(textDialect, all, configured, blueprint, table -> Optional.empty(), jinjaMacros);
    }

    /** One text for one value, the same in every process: what a cache of models read in these surroundings is keyed by. */
    public String canonical() {
        var parts = new ArrayList<String>();
        parts.add(dialect.id());
        parts.add(String.valueOf(inferNames));
        parts.add(timeColumnFormat);
        parts.add(gateway);
        new TreeMap<>(gateways).forEach((name, view) -> {
            parts.add(name);
            parts.add(String.valueOf(view.defaultCatalog()));
            parts.add(canonical(view.variables()));
        });
        parts.add(canonical(variables));
        parts.add(canonical(overrides));
        parts.addAll(jinjaMacros);
        parts.add(new TreeMap<>(defaults.properties()).toString());
        parts.add(new TreeMap<>(defaults.kindProperties()).toString());
        new TreeMap<>(defaults.propertyMaps()).forEach((name, map) -> parts.add(name + new TreeMap<>(map)));
        parts.addAll(defaults.audits());
        parts.add(defaults.before().toString());
        parts.add(defaults.after().toString());
        parts.add(defaults.onVirtualUpdate().toString());
        return parts.stream().map(part -> part.length() + ":" + part).collect(Collectors.joining());
    }

    private static String canonical(Map<String, MacroValue> values) {
        var sorted = new TreeMap<String, String>();
        values.forEach((name, value) -> sorted.put(name, VariableNames.text(value)));
        return sorted.toString();
    }
}

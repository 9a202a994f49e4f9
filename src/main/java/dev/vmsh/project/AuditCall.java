package dev.vmsh.project;

import java.util.Map;
import java.util.TreeMap;

/**
 * A use of an audit by a model: {@code not_null(columns := (id))}.
 *
 * @param name lower case
 * @param arguments SQL text by argument name, macros not yet expanded; {@code blocking} is not among them
 * @param blocking what this use says; null to follow the audit
 */
public record AuditCall(String name, Map<String, String> arguments, Boolean blocking) {
    public AuditCall {
        arguments = Map.copyOf(arguments);
    }

    /** One text for one meaning, for fingerprints. */
    public String canonical() {
        return name + new TreeMap<>(arguments) + (blocking == null ? "" : blocking);
    }
}

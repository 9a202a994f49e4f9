package dev.vmsh.macro;

import java.util.Set;

/**
 * Text without macros, and what it was made from.
 *
 * @param sql the plain SQL; empty if the whole statement vanished
 * @param variables names of the variables that were read, lower case, {@code @DEF}-local ones left out
 * @param calls names of the macro functions that were called, lower case; {@code jinja} if a Jinja block was rendered
 * @param definitions what {@code @DEF} statements defined on the way, to be seen by the statements that follow
 */
public record Expansion(String sql, Set<String> variables, Set<String> calls, MacroScope definitions) {
    public Expansion {
        variables = Set.copyOf(variables);
        calls = Set.copyOf(calls);
    }
}

package dev.vmsh.macro;

/** Expands {@code @macros} and Jinja blocks. Stateless and safe for use by several threads. */
public final class MacroExpander {
    /**
     * Expands one statement (or a property's text). A {@code @DEF(...)} statement expands to nothing and adds to
     * {@link Expansion#definitions}.
     *
     * @throws MacroException if a name is unknown or a call cannot be evaluated
     */
    public Expansion expand(String sql, MacroScope scope) {
        throw new UnsupportedOperationException("not built yet: " + sql + scope);
    }

    /** Renders Jinja text (the body of a JINJA block), then expands the SQL macros that are left in it. */
    public Expansion expandJinja(String template, MacroScope scope) {
        throw new UnsupportedOperationException("not built yet: " + template + scope);
    }
}

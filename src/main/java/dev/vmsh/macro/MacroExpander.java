package dev.vmsh.macro;

import dev.vmsh.sql.Lexer;
import java.util.TreeSet;

/** Expands {@code @macros} and Jinja blocks. Stateless and safe for use by several threads. */
public final class MacroExpander {
    /** Whether {@code sql} can have a macro in it. Cheap: text for which this is false expands to itself. */
    public static boolean mayContainMacros(String sql) {
        return sql.indexOf('@') >= 0 || sql.contains("{#");
    }

    /**
     * Expands one statement (or a property's text). A {@code @DEF(...)} statement expands to nothing and adds to
     * {@link Expansion#definitions}.
     *
     * @throws MacroException if a name is unknown or a call cannot be evaluated
     */
    public Expansion expand(String sql, MacroScope scope) {
        var evaluation = new Evaluation(scope);
        if (!mayContainMacros(sql)) {
            return evaluation.finished(sql);
        }
        return evaluation.finished(
                evaluation.expand(Lexer.tokens(sql, scope.dialect()), Frame.OUTERMOST, Place.AS_WRITTEN));
    }

    /**
     * Renders Jinja text (the body of a JINJA block), then expands the SQL macros that are left in it. Offsets of errors count in
     * {@code template} if the Jinja is to blame, and in the rendered text if a SQL macro is.
     *
     * @throws MacroException if either cannot be done
     */
    public Expansion expandJinja(String template, MacroScope scope) {
        var called = new TreeSet<String>();
        called.add("jinja");
        var jinja = new JinjaTemplate(scope);
        String rendered = jinja.render(template, called).strip();
        Expansion expanded = expand(rendered, scope);
        called.addAll(expanded.calls());
        var read = new TreeSet<>(expanded.variables());
        read.addAll(jinja.variablesRead());
        return new Expansion(expanded.sql(), read, called, expanded.definitions());
    }
}

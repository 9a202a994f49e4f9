package dev.vmsh.project.definition;

import dev.vmsh.macro.Expansion;
import dev.vmsh.macro.MacroException;
import dev.vmsh.macro.MacroExpander;
import dev.vmsh.macro.MacroScope;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.ModelStatements;
import dev.vmsh.project.SqlText;
import dev.vmsh.sql.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The statements of a model with their macros expanded, in order, {@code @DEF}s seen by what follows them and left out.
 *
 * @param query null if there is none
 * @param variables names that were read
 * @param calls macro functions that were called
 */
record Rendering(
        List<String> before,
        String query,
        List<String> after,
        List<String> onVirtualUpdate,
        Set<String> variables,
        Set<String> calls) {

    /** A text that could not be expanded, and which. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient SqlText text;
        private final transient VmshException fault;

        Failed(SqlText text, VmshException fault) {
            super(fault);
            this.text = text;
            this.fault = fault;
        }

        SqlText text() {
            return text;
        }

        VmshException fault() {
            return fault;
        }

        /** Where in the text, in characters from 0; -1 if not known. */
        int offset() {
            if (fault instanceof SqlException sql) {
                return sql.offset();
            }
            return fault instanceof MacroException macro ? macro.offset() : -1;
        }
    }

    /** @throws Failed if a macro in one of the texts is unknown or cannot be evaluated */
    static Rendering of(ModelStatements statements, MacroExpander expander, MacroScope scope) {
        return new Run(expander, scope).all(statements);
    }

    /** Carries definitions from one statement to the next. */
    private static final class Run {
        private final MacroExpander expander;
        private final Set<String> variables = new TreeSet<>();
        private final Set<String> calls = new TreeSet<>();
        private MacroScope scope;

        private Run(MacroExpander expander, MacroScope scope) {
            this.expander = expander;
            this.scope = scope;
        }

        private Rendering all(ModelStatements statements) {
            List<String> before = each(statements.before());
            String query = statements.query() == null ? null : one(statements.query());
            List<String> after = each(statements.after());
            List<String> virtual = each(statements.onVirtualUpdate());
            return new Rendering(before, query, after, virtual, variables, calls);
        }

        private List<String> each(List<SqlText> texts) {
            var rendered = new ArrayList<String>();
            for (SqlText text : texts) {
                String sql = one(text);
                if (!sql.isBlank()) {
                    rendered.add(sql);
                }
            }
            return rendered;
        }

        private String one(SqlText text) {
            try {
                Expansion expansion =
                        text.jinja() ? expander.expandJinja(text.text(), scope) : expander.expand(text.text(), scope);
                scope = expansion.definitions();
                variables.addAll(expansion.variables());
                calls.addAll(expansion.calls());
                return expansion.sql().strip();
            } catch (VmshException e) {
                throw new Failed(text, e);
            }
        }
    }
}

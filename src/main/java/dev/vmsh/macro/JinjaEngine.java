package dev.vmsh.macro;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.MacroFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Renders Jinja text as the Python engine would, as far as the Java engine behind it allows. Safe for use by several threads. */
final class JinjaEngine {
    /** A function that templates can call. */
    interface Function {
        /** @param named by keyword; positional arguments are in {@code arguments} */
        Object call(List<Object> arguments, Map<String, Object> named);
    }

    /** @param variablesRead names of the given variables that were looked up */
    record Rendered(String text, Set<String> variablesRead) {}

    /** The engine takes long to start, so it starts when the first template is rendered. */
    private static final class Shared {
        private static final Jinjava ENGINE = create();

        private static Jinjava create() {
            var legacy = LegacyOverrides.newBuilder()
                    .withIterateOverMapKeys(true)
                    .withUsePyishObjectMapper(true)
                    .withUseNaturalOperatorPrecedence(true)
                    .withKeepNullableLoopValues(true)
                    .withUseTrimmingForNotesAndExpressions(true)
                    .build();
            var config = JinjavaConfig.newBuilder()
                    .withLegacyOverrides(legacy)
                    .withEnableRecursiveMacroCalls(true)
                    .withMaxMacroRecursionDepth(100)
                    .withNestedInterpretationEnabled(false)
                    .withElResolver(new JinjaStringMethods())
                    .build();
            var engine = new Jinjava(config);
            engine.getGlobalContext().registerTag(new JinjaForTag());
            engine.getGlobalContext().registerExpTest(new JinjaNone.Test());
            return engine;
        }
    }

    private JinjaEngine() {}

    /**
     * Renders {@code template}.
     *
     * @param libraries templates whose macros can be called, rendered first
     * @throws MacroException at the first error, with the line in its message
     */
    static Rendered render(
            String template, List<String> libraries, Map<String, Object> variables, Map<String, Function> functions) {
        Jinjava engine = Shared.ENGINE;
        var context = new Context(engine.getGlobalContextCopy(), variables);
        functions.forEach((name, function) -> context.addGlobalMacro(new Callable(name, function, context)));
        var interpreter = new JinjavaInterpreter(engine, context, engine.getGlobalConfig());
        try (var current = JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
            for (String library : libraries) {
                current.value().render(JinjaSyntax.withoutTrailingCommas(library));
                failOnError(interpreter, library, "a macro file");
            }
            String text = current.value().render(JinjaSyntax.withoutTrailingCommas(template));
            failOnError(interpreter, template, "the template");
            var read = new TreeSet<>(context.getResolvedValues());
            read.retainAll(variables.keySet());
            return new Rendered(text, Collections.unmodifiableSet(read));
        } catch (InterpretException failure) {
            throw failure(failure.getMessage(), failure.getLineNumber(), template, "the template");
        }
    }

    private static void failOnError(JinjavaInterpreter interpreter, String template, String where) {
        for (TemplateError error : interpreter.getErrors()) {
            throw failure(ownMessage(error), error.getLineno(), template, where);
        }
    }

    /** What one of our own functions said, where it is the cause; else what the engine says. */
    private static String ownMessage(TemplateError error) {
        Throwable cause = error.getException();
        while (cause != null && !(cause instanceof MacroException)) {
            cause = cause.getCause();
        }
        return cause == null ? error.getMessage() : cause.getMessage();
    }

    private static MacroException failure(String message, int line, String template, String where) {
        String first = message == null ? "unknown error" : message.lines().findFirst().orElse("unknown error");
        return new MacroException(
                "Jinja: " + first + (line > 0 ? " (line " + line + " of " + where + ")" : ""),
                "Correct it, or see 'help macros' for the functions there are",
                where.equals("the template") ? offset(template, line) : -1);
    }

    /** Where {@code line}, counted from 1, begins; -1 if it is not known. */
    private static int offset(String text, int line) {
        int offset = 0;
        for (int i = 1; i < line; i++) {
            int end = text.indexOf('\n', offset);
            if (end < 0) {
                return -1;
            }
            offset = end + 1;
        }
        return line < 1 ? -1 : offset;
    }

    /** Makes a Java function callable with positional and keyword arguments alike. */
    private static final class Callable extends MacroFunction {
        private final Function function;

        private Callable(String name, Function function, Context context) {
            super(List.of(), name, new LinkedHashMap<>(), false, context, -1, -1);
            this.function = function;
        }

        @Override
        public Object doEvaluate(Map<String, Object> byName, Map<String, Object> keywords, List<Object> positional) {
            var arguments = new ArrayList<Object>(byName.values());
            arguments.addAll(positional);
            return function.call(arguments, keywords);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}

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
        /**
         * Computes the result.
         *
         * @param arguments the positional ones
         * @param named by keyword
         */
        Object call(List<Object> arguments, Map<String, Object> named);
    }

    /**
     * What a template became.
     *
     * @param variablesRead names of the given variables that were looked up
     */
    record Rendered(String text, Set<String> variablesRead) {}

    private static final String TEMPLATE = "the template";

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
                    // A macro that calls itself three times makes three to this power calls before it is stopped.
                    .withMaxMacroRecursionDepth(8)
                    .withNestedInterpretationEnabled(false)
                    .withElResolver(new JinjaStringMethods())
                    .build();
            var engine = new Jinjava(config);
            engine.getGlobalContext().registerTag(new JinjaForTag());
            engine.getGlobalContext().registerExpTest(new JinjaNone.Test());
            JinjaOrder.filters().forEach(engine.getGlobalContext()::registerFilter);
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
                renderPart(current.value(), new Part(library, "a macro file", functions.keySet()));
            }
            String text = renderPart(current.value(), new Part(template, TEMPLATE, functions.keySet()));
            var read = new TreeSet<>(context.getResolvedValues());
            read.retainAll(variables.keySet());
            return new Rendered(text, Collections.unmodifiableSet(read));
        }
    }

    private static String renderPart(JinjavaInterpreter interpreter, Part part) {
        JinjaSyntax.unknown(part.text(), Shared.ENGINE.getGlobalContext()).ifPresent(unknown -> {
            throw part.failure(unknown.message(), unknown.line());
        });
        try {
            String text = interpreter.render(JinjaSyntax.withoutTrailingCommas(part.text()));
            List<TemplateError> errors = interpreter.getErrors();
            if (errors.isEmpty()) {
                return text;
            }
            throw part.failure(ownMessage(errors.get(0)), errors.get(0).getLineno());
        } catch (InterpretException failure) {
            throw part.failure(failure.getMessage(), failure.getLineNumber());
        } catch (StackOverflowError deep) {
            throw part.failure("an expression is nested too deeply", Math.max(1, interpreter.getLineNumber()));
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

    /** One text that is rendered: {@code shown} says which, {@code functions} what it can call. */
    private record Part(String text, String shown, Set<String> functions) {
        MacroException failure(String message, int line) {
            String first = message == null
                    ? "unknown error"
                    : message.lines().findFirst().orElse("unknown error");
            return new MacroException(
                    "Jinja: " + first + (line > 0 ? " (line " + line + " of " + shown + ")" : ""),
                    "The functions here are " + String.join(", ", new TreeSet<>(functions))
                            + ", and the macros in the project's macro files",
                    shown.equals(TEMPLATE) ? offset(line) : -1);
        }

        /** Where {@code line}, counted from 1, begins; -1 if it is not known. */
        private int offset(int line) {
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

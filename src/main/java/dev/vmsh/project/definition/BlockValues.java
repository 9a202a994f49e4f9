package dev.vmsh.project.definition;

import dev.vmsh.macro.MacroException;
import dev.vmsh.macro.MacroExpander;
import dev.vmsh.macro.MacroScope;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.Dialect;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The properties of one MODEL block as one model sees them: macros expanded, {@code model_defaults} filled in. A property that cannot
 * be read is noted and counts as not given.
 */
final class BlockValues {
    private final Block block;
    private final Dialect dialect;
    private final ModelDefaults defaults;
    private final MacroExpander expander;
    private final MacroScope scope;
    private final Problems problems;
    private final Source source;

    BlockValues(
            Block block,
            Dialect dialect,
            ModelDefaults defaults,
            MacroExpander expander,
            MacroScope scope,
            Problems problems,
            Source source) {
        this.block = block;
        this.dialect = dialect;
        this.defaults = defaults;
        this.expander = expander;
        this.scope = scope;
        this.problems = problems;
        this.source = source;
    }

    /** What {@code reader} makes of a property; empty if it is not given, or wrong. */
    <R> Optional<R> read(String name, Function<Value, R> reader) {
        return value(name).flatMap(value -> attempt(() -> reader.apply(expand(value))));
    }

    /** The same for a property whose macros are kept for later; they must be expandable now all the same. */
    <R> Optional<R> readUnexpanded(String name, Function<Value, R> reader) {
        return value(name)
                .flatMap(value -> attempt(() -> {
                    expand(value);
                    return reader.apply(value);
                }));
    }

    /** The same for a property whose reader expands what it needs. */
    <R> Optional<R> readWritten(String name, Function<Value, R> reader) {
        return value(name).flatMap(value -> attempt(() -> reader.apply(value)));
    }

    String text(String name) {
        return read(name, Value::plainWord).orElse(null);
    }

    boolean flag(String name, boolean fallback) {
        return read(name, Value::flag).orElse(fallback);
    }

    /** Where {@code name} stands; the block's own place if it does not. */
    int offset(String name) {
        return block.property(name).map(property -> property.value().offset()).orElse(block.offset());
    }

    /** The model's own value as it stands in the file; empty if it has none. */
    String written(String name) {
        return block.property(name).map(property -> property.value().written()).orElse("");
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    /** @throws VmshException if a macro is unknown or cannot be evaluated */
    Value expand(Value value) {
        if (!value.hasMacro()) {
            return value;
        }
        try {
            return Value.generated(expander.expand(value.written(), scope).sql(), value.offset(), dialect);
        } catch (MacroException e) {
            throw new DefinitionException(
                    value.offset() + (value.exact() ? Math.max(0, e.offset()) : 0), e.getMessage(), e.remedy());
        }
    }

    private Optional<Value> value(String name) {
        Optional<Value> own = block.property(name).map(Property::value).filter(value -> !value.isNull());
        if (own.isPresent() || block.property(name).isPresent()) {
            return own;
        }
        String fallback = defaults.properties().get(name);
        return fallback == null ? Optional.empty() : Optional.of(Value.generated(fallback, block.offset(), dialect));
    }

    private <R> Optional<R> attempt(Supplier<R> reading) {
        try {
            return Optional.ofNullable(reading.get());
        } catch (DefinitionException e) {
            problems.add(source, e.offset(), e.getMessage(), e.remedy());
            return Optional.empty();
        }
    }
}

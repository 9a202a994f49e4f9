package dev.vmsh.macro;

import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** {@code @STAR(relation, …)}: each known column of a relation, cast to its type where all types are known. */
final class StarMacro implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        BoundArguments given =
                call.bind("relation", "alias", "exclude", "prefix", "suffix", "quote_identifiers", "except_");
        Dialect dialect = call.dialect();
        Relation relation = Relation.required(given.required("relation"), call);
        Set<String> excluded = given.items("exclude").or(() -> given.items("except_")).orElse(List.of()).stream()
                .map(column -> Values.identifier(column, dialect).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<Column> columns = relation.columns(call).stream()
                .filter(column -> !excluded.contains(column.name().toLowerCase(Locale.ROOT)))
                .toList();
        String prefix = given.text("prefix").orElse("");
        String suffix = given.text("suffix").orElse("");
        UnaryOperator<String> name = given.flag("quote_identifiers", true)
                ? text -> SqlText.quotedName(text, dialect)
                : text -> SqlText.name(text, dialect);
        String table = name.apply(given.identifier("alias").orElse(relation.alias()));
        boolean typed = columns.stream().allMatch(Relation::isTyped);
        boolean renamed = !prefix.isEmpty() || !suffix.isEmpty();
        return MacroResult.list(columns.stream()
                .map(column -> {
                    String source = table + "." + name.apply(column.name());
                    String cast = typed ? "CAST(" + source + " AS " + column.type() + ")" : source;
                    return typed || renamed ? cast + " AS " + name.apply(prefix + column.name() + suffix) : source;
                })
                .toList());
    }
}

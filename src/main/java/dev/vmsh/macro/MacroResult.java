package dev.vmsh.macro;

import java.util.List;

/**
 * What a macro call becomes.
 *
 * @param items SQL texts; none if the call vanishes together with the list item or clause it stands in
 * @param list whether the items are spliced into the enclosing list, in place of the call and its alias
 */
record MacroResult(List<String> items, boolean list) {
    static final MacroResult NOTHING = new MacroResult(List.of(), false);

    MacroResult {
        items = List.copyOf(items);
    }

    static MacroResult of(String sql) {
        return sql.isBlank() ? NOTHING : new MacroResult(List.of(sql), false);
    }

    static MacroResult list(List<String> items) {
        return new MacroResult(items, true);
    }
}

package dev.vmsh.snapshot;

import java.util.regex.Pattern;

/** What a query does with {@code *}. */
final class Stars {
    /** With one of these, one column more in a {@code *} can change which rows come out. */
    private static final Pattern DEPENDS_ON_COLUMNS =
            Pattern.compile("\\b(distinct|union|intersect|except|natural|group by all|summarize|pivot|unpivot)\\b");

    private Stars() {}

    /** Whether a column more in a star of this query could change its rows; errs towards yes. */
    static boolean countRows(String canonicalQuery) {
        return DEPENDS_ON_COLUMNS.matcher(canonicalQuery).find();
    }
}

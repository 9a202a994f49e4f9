package dev.vmsh.shell.render;

import dev.vmsh.sql.Column;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a column's type means for showing it. */
final class ColumnTypes {
    private static final Pattern NUMERIC = Pattern.compile(
            "u?(tiny|small|big|huge)?int(eger)?\\d*|(var|big)?num(eric)?|decimal|double( precision)?|float\\d*|real|oid|serial|bigserial|bignum");

    private ColumnTypes() {}

    /** Whether its values are numbers, so that they stand to the right. */
    static boolean numeric(Column column) {
        if (column.type() == null) {
            return false;
        }
        String type = column.type()
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\(.*\\)$", "")
                .strip();
        return NUMERIC.matcher(type).matches();
    }
}

package dev.vmsh.macro;

import dev.vmsh.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code @GENERATE_SURROGATE_KEY(a, b[, hash_function := 'SHA256'])}: one hash over several columns, NULLs included. */
final class SurrogateKeyMacro implements MacroFunction {
    private static final String NULL_MARK = "'_sqlmesh_surrogate_key_null_'";

    @Override
    public MacroResult call(MacroCall call) {
        call.allowKeywords(List.of("hash_function"));
        List<String> fields = call.present();
        if (fields.isEmpty()) {
            throw call.wrong("There is no column to hash", "Give at least one");
        }
        var parts = new ArrayList<String>();
        for (String field : fields) {
            if (!parts.isEmpty()) {
                parts.add("'|'");
            }
            parts.add("COALESCE(CAST(%s AS %s), %s)".formatted(field, Expressions.textType(call.dialect()), NULL_MARK));
        }
        Argument hash = call.named().get("hash_function");
        String function = hash == null
                ? "MD5"
                : Values.bareText(Values.read(hash.text(), call.dialect()), call.dialect())
                        .toUpperCase(Locale.ROOT);
        if (!SqlText.isSafeName(function)) {
            throw call.wrong("'" + function + "' is no function name", "Write hash_function := 'SHA256'");
        }
        return MacroResult.of(hashed(function, Expressions.concatenated(parts, call.dialect()), call.dialect()));
    }

    private static String hashed(String function, String text, Dialect dialect) {
        if (function.equals("MD5") && dialect.kin() == Dialect.TRINO) {
            return "LOWER(TO_HEX(MD5(TO_UTF8(" + text + "))))";
        }
        if (function.equals("MD5") && dialect == Dialect.BIGQUERY) {
            return "TO_HEX(MD5(" + text + "))";
        }
        return function + "(" + text + ")";
    }
}

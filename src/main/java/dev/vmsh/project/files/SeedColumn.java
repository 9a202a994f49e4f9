package dev.vmsh.project.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What the values of one column of a seed have in common. For one thread. */
final class SeedColumn {
    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,19}");
    private static final Pattern FRACTION =
            Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?|[-+]?inf(inity)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BOOLEAN = Pattern.compile("true|false|True|False|TRUE|FALSE");

    private final MessageDigest digest = Digest.sha256();
    private boolean whole = true;
    private boolean fraction = true;
    private boolean bool = true;
    private boolean nothing;

    /** @param value null for NULL */
    void add(String value) {
        if (value == null) {
            nothing = true;
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(-1).array());
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        String stripped = value.strip();
        whole = whole && isWhole(stripped);
        fraction = fraction && FRACTION.matcher(stripped).matches();
        bool = bool && BOOLEAN.matcher(stripped).matches();
    }

    /** As SQLMesh reads it: a column of whole numbers with a gap in it is one of fractions, and so is an empty one. */
    String type() {
        if (whole && !nothing) {
            return bool ? "TEXT" : "BIGINT";
        }
        if (fraction) {
            return "DOUBLE";
        }
        return bool && !nothing ? "BOOLEAN" : "TEXT";
    }

    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static boolean isWhole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return false;
        }
        try {
            Long.parseLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}

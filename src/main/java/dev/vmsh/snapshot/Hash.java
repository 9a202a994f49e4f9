package dev.vmsh.snapshot;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;

/** A SHA-256 hash, cut to 80 bits and written in lower-case base 36: 16 characters, fit for the name of a table. */
public record Hash(String text) {
    private static final int LENGTH = 16;
    private static final int BYTES = 10;

    public Hash {
        Objects.requireNonNull(text, "text");
    }

    /** The hash of a list of parts; each part's length is hashed before it, so that no two lists run together. Null is not empty. */
    public static Hash of(List<String> parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            if (part == null) {
                digest.update((byte) 'n');
            } else {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(("s" + bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
        }
        var number = new BigInteger(1, java.util.Arrays.copyOf(digest.digest(), BYTES));
        String digits = number.toString(36);
        return new Hash("0".repeat(Math.max(0, LENGTH - digits.length())) + digits);
    }

    public static Hash of(String... parts) {
        return of(List.of(parts));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

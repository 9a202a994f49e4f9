package dev.vmsh.project;

/** Where a place in expanded text comes from. */
public final class Places {
    private Places() {}

    /**
     * The offset in {@code written} of {@code offset} in {@code rendered}: exact before the first macro and after the last one, and the
     * place of the first difference in between; -1 if {@code offset} is.
     */
    public static int original(String written, String rendered, int offset) {
        if (offset < 0) {
            return offset;
        }
        int shorter = Math.min(written.length(), rendered.length());
        int same = 0;
        while (same < shorter && written.charAt(same) == rendered.charAt(same)) {
            same++;
        }
        if (offset < same || (same == rendered.length() && same == written.length())) {
            return offset;
        }
        int sameAtEnd = 0;
        while (sameAtEnd < shorter - same
                && written.charAt(written.length() - 1 - sameAtEnd)
                        == rendered.charAt(rendered.length() - 1 - sameAtEnd)) {
            sameAtEnd++;
        }
        if (offset >= rendered.length() - sameAtEnd) {
            return written.length() - (rendered.length() - offset);
        }
        return same;
    }
}

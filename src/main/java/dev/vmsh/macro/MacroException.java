package dev.vmsh.macro;

import dev.vmsh.problem.VmshException;

/** A macro that is unknown, called wrongly, or cannot be evaluated. */
public class MacroException extends VmshException {
    private static final long serialVersionUID = 1L;
    private final int offset;

    /** @param offset where in the expanded text, in characters from 0; -1 if not known */
    public MacroException(String message, String remedy, int offset) {
        super(message, remedy);
        this.offset = offset;
    }

    public int offset() {
        return offset;
    }
}

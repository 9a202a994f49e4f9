package dev.vmsh.sql;

import dev.vmsh.problem.VmshException;

/** SQL text that could not be read or rewritten. */
public class SqlException extends VmshException {
    private static final long serialVersionUID = 1L;
    private final int offset;

    /** @param offset where in the text, in characters from 0; -1 if not known */
    public SqlException(String message, String remedy, int offset) {
        super(message, remedy);
        this.offset = offset;
    }

    public int offset() {
        return offset;
    }
}

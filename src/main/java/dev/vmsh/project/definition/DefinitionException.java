package dev.vmsh.project.definition;

import dev.vmsh.problem.VmshException;

/** A property or block that cannot be read; becomes a problem at its place, and reading goes on with the next one. */
final class DefinitionException extends VmshException {
    private static final long serialVersionUID = 1L;
    private final int offset;

    /** @param offset where in the file, in characters from 0 */
    DefinitionException(int offset, String message, String remedy) {
        super(message, remedy);
        this.offset = offset;
    }

    int offset() {
        return offset;
    }
}

package dev.vmsh.macro;

import dev.vmsh.sql.Token;

/**
 * Where tokens are in the text that the user wrote.
 *
 * @param fixed the offset of what produced the tokens; -1 if the tokens are the user's own and carry their offsets
 */
record Place(int fixed) {
    static final Place AS_WRITTEN = new Place(-1);

    int of(Token token) {
        return fixed >= 0 ? fixed : token.start();
    }
}

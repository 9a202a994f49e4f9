package dev.vmsh.macro;

/**
 * One argument of a macro call.
 *
 * @param text free of macros; empty for a lambda, and for an argument whose macro gave nothing
 * @param lambda null unless the argument is one
 */
record Argument(String text, Lambda lambda) {
    static Argument of(String text) {
        return new Argument(text, null);
    }

    static Argument of(Lambda lambda) {
        return new Argument("", lambda);
    }

    boolean vanished() {
        return lambda == null && text.isBlank();
    }
}

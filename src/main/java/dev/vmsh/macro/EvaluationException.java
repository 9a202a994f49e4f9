package dev.vmsh.macro;

/** An expression that only the database could compute. Does not leave this package: it becomes a {@link MacroException}. */
final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EvaluationException(String why) {
        super(why);
    }
}

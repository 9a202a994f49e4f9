package dev.vmsh.macro;

/** One built-in macro function. Stateless. */
interface MacroFunction {
    /**
     * Computes what the call becomes.
     *
     * @throws MacroException if the arguments do not fit
     */
    MacroResult call(MacroCall call);

    /** Whether an argument may be a lambda, {@code x -> x + 1}; elsewhere the arrow is an operator of the SQL dialect. */
    default boolean takesLambda() {
        return false;
    }
}

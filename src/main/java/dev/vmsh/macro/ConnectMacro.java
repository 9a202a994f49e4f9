package dev.vmsh.macro;

import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.Token;
import java.util.List;
import java.util.stream.Collectors;

/** {@code @AND(a, b, …)} and {@code @OR(a, b, …)}: the conditions joined, in brackets where they need them; {@code TRUE} if none is left. */
record ConnectMacro(String connector) implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        call.allowNoKeywords();
        List<String> operands = call.present().stream()
                .filter(operand -> !operand.equalsIgnoreCase("NULL"))
                .toList();
        if (operands.isEmpty()) {
            return MacroResult.of("TRUE");
        }
        if (operands.size() == 1) {
            return MacroResult.of(operands.get(0));
        }
        return MacroResult.of(operands.stream()
                .map(operand -> isConnected(operand, call) ? "(" + operand + ")" : operand)
                .collect(Collectors.joining(" " + connector + " ")));
    }

    /** Whether {@code operand} has an AND or OR of its own outside brackets, the AND of BETWEEN and those in CASE not counted. */
    private static boolean isConnected(String operand, MacroCall call) {
        int depth = 0;
        int betweens = 0;
        for (Token token : Lexer.tokens(operand, call.dialect())) {
            depth += SqlText.nesting(token) + (token.is("CASE") ? 1 : 0) - (token.is("END") ? 1 : 0);
            if (depth != 0) {
                continue;
            }
            if (token.is("BETWEEN")) {
                betweens++;
            } else if (token.is("AND") && betweens > 0) {
                betweens--;
            } else if (token.is("AND") || token.is("OR")) {
                return true;
            }
        }
        return false;
    }
}

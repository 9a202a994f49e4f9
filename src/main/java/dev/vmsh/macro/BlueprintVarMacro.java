package dev.vmsh.macro;

/** {@code @BLUEPRINT_VAR('name'[, default])}: a variable of the model's blueprint. */
final class BlueprintVarMacro implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        return VarMacro.read(call, call.evaluation().scope().blueprint());
    }
}

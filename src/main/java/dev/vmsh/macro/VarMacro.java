package dev.vmsh.macro;

import java.util.Locale;
import java.util.Map;

/** {@code @VAR('name'[, default])}: a variable of the project or gateway, whatever {@code @DEF} says. */
final class VarMacro implements MacroFunction {
    @Override
    public MacroResult call(MacroCall call) {
        return read(call, call.evaluation().scope().configured());
    }

    /** The entry of {@code variables} that the call names, else the call's default, else {@code NULL}. */
    static MacroResult read(MacroCall call, Map<String, MacroValue> variables) {
        BoundArguments given = call.bind("var_name", "default");
        MacroValue name = given.value("var_name").orElse(MacroValue.NULL);
        if (!(name instanceof MacroValue.Text text)) {
            throw call.wrong("The variable's name must be a string", "Write the name in quotes: 'name'");
        }
        String lower = text.value().toLowerCase(Locale.ROOT);
        call.evaluation().read(lower);
        MacroValue value = variables.get(lower);
        return MacroResult.of(value == null ? given.sql("default").orElse("NULL") : Values.sql(value, call.dialect()));
    }
}

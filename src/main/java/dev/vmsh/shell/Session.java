package dev.vmsh.shell;

import dev.vmsh.environment.EnvironmentName;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a shell is bound to and how it behaves. Immutable: {@code use dev} makes another one.
 *
 * @param gateway name of the gateway, lower case
 * @param variables of scripts, by name; they are the project's variables too
 */
public record Session(
        String gateway,
        EnvironmentName environment,
        Display display,
        Comforts comforts,
        Rules rules,
        Map<String, String> variables) {
    public Session {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(environment, "environment");
        variables = Map.copyOf(variables);
    }

    /**
     * What may be done, and who is asked.
     *
     * @param readOnly refuse everything that writes
     * @param yes every confirmation is given beforehand
     * @param interactive somebody is there to be asked
     * @param continueOnError a script goes on after a line that failed
     * @param quiet notes and status lines are left out
     * @param verbose errors carry their stack trace
     */
    public record Rules(
            boolean readOnly,
            boolean yes,
            boolean interactive,
            boolean continueOnError,
            boolean quiet,
            boolean verbose) {
        public static final Rules SCRIPT = new Rules(false, false, false, false, false, false);

        /** Those of somebody who types: they are asked, and what fails does not end the session. */
        public Rules typed() {
            return new Rules(readOnly, yes, true, false, quiet, verbose);
        }

        public Rules onError(boolean goOn) {
            return new Rules(readOnly, yes, interactive, goOn, quiet, verbose);
        }
    }

    public Session withGateway(String name) {
        return new Session(name, environment, display, comforts, rules, variables);
    }

    public Session withEnvironment(EnvironmentName name) {
        return new Session(gateway, name, display, comforts, rules, variables);
    }

    public Session withDisplay(Display changed) {
        return new Session(gateway, environment, changed, comforts, rules, variables);
    }

    public Session withComforts(Comforts changed) {
        return new Session(gateway, environment, display, changed, rules, variables);
    }

    public Session withRules(Rules changed) {
        return new Session(gateway, environment, display, comforts, changed, variables);
    }

    public Session withVariable(String name, String value) {
        var changed = new TreeMap<>(variables);
        changed.put(name, value);
        return new Session(gateway, environment, display, comforts, rules, changed);
    }

    public Session withoutVariable(String name) {
        var changed = new TreeMap<>(variables);
        changed.remove(name);
        return new Session(gateway, environment, display, comforts, rules, changed);
    }
}

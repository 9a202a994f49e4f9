package dev.vmsh.work;

import dev.vmsh.environment.EnvironmentName;
import dev.vmsh.problem.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Questions about names that may or may not be environments. */
final class EnvironmentNames {
    private EnvironmentNames() {}

    /** {@code text} as an environment's name; empty if it cannot be one. */
    static Optional<EnvironmentName> parse(String text) {
        try {
            return Optional.of(EnvironmentName.of(text));
        } catch (UsageException notAName) {
            return Optional.empty();
        }
    }

    /** Says that there is no {@code name}, and what there is. */
    static UsageException unknown(EnvironmentName name, List<EnvironmentName> known) {
        String names = known.stream().map(EnvironmentName::toString).collect(Collectors.joining(", "));
        return new UsageException(
                "there is no environment '%s'".formatted(name),
                names.isEmpty()
                        ? "Create it with 'plan %s'".formatted(name.typed())
                        : "Environments: %s. Create it with 'plan %s'".formatted(names, name.typed()));
    }
}

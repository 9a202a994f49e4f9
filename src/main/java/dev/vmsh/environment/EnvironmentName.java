package dev.vmsh.environment;

import dev.vmsh.problem.UsageException;
import java.util.Locale;
import java.util.Objects;

/**
 * An environment's name: as typed ({@code dev-alice}) and as an identifier ({@code dev_alice}); two names with one identifier are one
 * environment. Made here and nowhere else, so that no other text reaches SQL as an environment.
 */
public record EnvironmentName(String typed, String identifier) implements Comparable<EnvironmentName> {
    public static final EnvironmentName PROD = EnvironmentName.of("prod");
    private static final int LONGEST = 48;

    /** @throws UsageException if nothing of {@code typed} is left as an identifier, or that is longer than 48 characters */
    public static EnvironmentName of(String typed) {
        String identifier = typed.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_]", "_");
        if (identifier.isEmpty() || identifier.chars().allMatch(c -> c == '_')) {
            throw new UsageException(
                    "'%s' is not a name for an environment".formatted(typed),
                    "Use letters, digits, - and _: dev-alice");
        }
        if (identifier.length() > LONGEST) {
            throw new UsageException(
                    "the environment name '%s' is longer than %d characters".formatted(typed, LONGEST),
                    "Use a shorter one: dev-alice");
        }
        return new EnvironmentName(typed.strip(), identifier);
    }

    public boolean isProd() {
        return identifier.equals("prod");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnvironmentName name && name.identifier.equals(identifier);
    }

    @Override
    public int hashCode() {
        return Objects.hash(identifier);
    }

    @Override
    public int compareTo(EnvironmentName other) {
        return identifier.compareTo(other.identifier);
    }

    /** The identifier: how the environment is shown and recorded. */
    @Override
    public String toString() {
        return identifier;
    }
}

package dev.vmsh.shell;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a user keeps things, by the XDG rules.
 *
 * @param config what the user wrote: {@code vmshrc}, saved queries; empty where there is no home
 * @param state what vmsh remembers: history, text that was not finished, files that are trusted; empty where there is no home
 */
public record UserFolders(Optional<Path> config, Optional<Path> state) {
    /** @param environment variables of the process */
    public static UserFolders of(Map<String, String> environment) {
        return new UserFolders(
                folder(environment, "XDG_CONFIG_HOME", ".config"),
                folder(environment, "XDG_STATE_HOME", ".local/state"));
    }

    private static Optional<Path> folder(Map<String, String> environment, String variable, String below) {
        return named(environment, variable)
                .or(() -> named(environment, "HOME").map(home -> home.resolve(below)))
                .map(base -> base.resolve("vmsh"));
    }

    private static Optional<Path> named(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}

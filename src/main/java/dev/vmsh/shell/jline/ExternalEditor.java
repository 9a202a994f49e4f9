package dev.vmsh.shell.jline;

import dev.vmsh.problem.VmshException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The editor that VISUAL or EDITOR names. */
final class ExternalEditor {
    private final Map<String, String> environment;

    ExternalEditor(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What became of {@code text}; empty if no editor is named, or it ended with an error. */
    Optional<String> edit(String text) {
        String command = Stream.of("VISUAL", "EDITOR")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(named -> !named.isBlank())
                .findFirst()
                .orElse("");
        if (command.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path file = Files.createTempFile("vmsh", ".sql");
            try {
                Files.writeString(file, text);
                var words = new ArrayList<>(List.of(command.strip().split("\\s+")));
                words.add(file.toString());
                int code = new ProcessBuilder(words).inheritIO().start().waitFor();
                return code == 0 ? Optional.of(Files.readString(file)) : Optional.empty();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new VmshException(
                    "the editor '%s' did not start".formatted(command), "Set EDITOR to one that is installed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

package dev.vmsh.shell;

import dev.vmsh.problem.VmshException;
import dev.vmsh.shell.render.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The scripts that a shell runs when it starts: the user's {@code vmshrc}, then the project's {@code .vmshrc}. The project's comes from
 * whoever wrote the project, so it is run only after its reader said yes, once for each content.
 */
final class StartUpFiles {
    private static final String PROJECT_FILE = ".vmshrc";
    private static final int SHOWN_LINES = 15;

    private final UserFolders folders;
    private final Console console;
    private final ScriptRunner scripts;

    StartUpFiles(UserFolders folders, Console console, ScriptRunner scripts) {
        this.folders = folders;
        this.console = console;
        this.scripts = scripts;
    }

    /** Runs the user's file, if there is one. What is wrong in it is said with its line; the shell starts all the same. */
    void user() {
        folders.config()
                .map(folder -> folder.resolve("vmshrc"))
                .filter(Files::isRegularFile)
                .ifPresent(file -> scripts.file(file.toString()));
    }

    /** Runs the file of the project at {@code root}, if there is one and it is trusted. */
    void project(Path root) {
        Path file = root.resolve(PROJECT_FILE);
        if (Files.isRegularFile(file) && trusted(file)) {
            scripts.file(file.toString());
        }
    }

    private boolean trusted(Path file) {
        String text = read(file);
        String trusted = "yes " + fingerprint(file, text);
        String refused = "no " + fingerprint(file, text);
        List<String> answers = answers();
        if (answers.contains(trusted) || answers.contains(refused)) {
            return answers.contains(trusted);
        }
        Optional<String> answer = console.person().ask(question(file, text));
        boolean yes = answer.filter(said ->
                        said.strip().equalsIgnoreCase("y") || said.strip().equalsIgnoreCase("yes"))
                .isPresent();
        answer.ifPresent(said -> remember(yes ? trusted : refused));
        return yes;
    }

    private static String question(Path file, String text) {
        List<String> lines = text.lines().toList();
        var out = new StringBuilder("The project has a start-up file, " + file + ":\n");
        lines.stream()
                .limit(SHOWN_LINES)
                .forEach(line -> out.append("  ").append(Cell.escaped(line)).append('\n'));
        if (lines.size() > SHOWN_LINES) {
            out.append("  ... ").append(lines.size() - SHOWN_LINES).append(" more lines\n");
        }
        return out + "Run it now, and at every start until it changes? [y/N] ";
    }

    private List<String> answers() {
        Optional<Path> file = file().filter(Files::isRegularFile);
        return file.isEmpty() ? List.of() : read(file.get()).lines().toList();
    }

    private void remember(String answer) {
        if (file().isEmpty()) {
            return;
        }
        Path file = file().get();
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, answer + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            console.note("note: the answer is not kept: %s cannot be written".formatted(file));
        }
    }

    private Optional<Path> file() {
        return folders.state().map(folder -> folder.resolve("trusted"));
    }

    private static String fingerprint(Path file, String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash) + " " + file.toAbsolutePath().normalize();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new VmshException("cannot read " + file, "It must be UTF-8 text that you may read", e);
        }
    }
}

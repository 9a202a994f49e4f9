package dev.vmsh.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts vmsh on a project, a process for each call. */
final class VmshRun {
    private final String vmsh;
    private final RealProjects.Asked asked;
    private final List<Path> roots;
    private final ObjectMapper json = new ObjectMapper();

    /** @param roots the project's folders, the first one with the configuration that counts */
    VmshRun(String vmsh, RealProjects.Asked asked, List<Path> roots) {
        this.vmsh = vmsh;
        this.asked = asked;
        this.roots = List.copyOf(roots);
    }

    /** What a process said. */
    record Answer(int code, String out, JsonNode json, String complaint) {
        boolean good() {
            return code == 0 && json != null;
        }
    }

    /** Runs a command that answers in JSON. */
    Answer command(String command, List<String> arguments) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(command));
        words.addAll(arguments);
        words.addAll(List.of("--format", "json"));
        Answer answer = run(words);
        return new Answer(
                answer.code(),
                answer.out(),
                answer.out().isBlank() ? null : json.readTree(answer.out().strip()),
                answer.complaint());
    }

    /** Runs each command of a script, whatever becomes of the others. */
    Answer script(Path file) throws IOException, InterruptedException {
        return run(List.of("--continue-on-error", file.toString()));
    }

    private Answer run(List<String> arguments) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(vmsh, "--no-rc", "--yes"));
        words.addAll(asked.options());
        roots.forEach(root -> words.addAll(List.of("-p", root.toString())));
        words.addAll(arguments);
        Path errorFile = Files.createTempFile("vmsh-project", ".err");
        var builder = new ProcessBuilder(words).directory(roots.get(0).toFile()).redirectError(errorFile.toFile());
        builder.environment().putAll(asked.variables());
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        String complaint = Files.readString(errorFile);
        Files.delete(errorFile);
        return new Answer(code, out, null, complaint);
    }
}

package dev.vmsh.compat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands that look at a project, for each of its models: none may fail, and a test that is made from rows must pass. */
final class ToolTrial {
    private static final String PREFIX = "trial_";
    private static final int LONGEST = 600;

    private final VmshRun vmsh;
    private final Path root;
    private final List<String> errors;
    private boolean made;

    /**
     * @param root of the project, where files may be written
     * @param errors told of what fails
     */
    ToolTrial(VmshRun vmsh, Path root, List<String> errors) {
        this.vmsh = vmsh;
        this.root = root;
        this.errors = errors;
    }

    /**
     * @param models what {@code models} lists
     * @param built whether {@code prod} has their rows
     * @return how many commands did what they should: {@code 12 of 13}
     */
    String run(JsonNode models, boolean built) throws IOException, InterruptedException {
        var commands =
                new ArrayList<>(List.of("lint", "dag", "dag graph.html", "dag graph.svg", "info --skip-connection"));
        for (JsonNode model : models) {
            String name = '"' + model.get("name").asText().replace("\"", "\\\"") + '"';
            commands.add("lineage " + name);
            commands.add("describe " + name);
            String kind = model.get("kind").asText();
            if (!kind.equals("SEED") && !kind.equals("EXTERNAL")) {
                commands.add("render " + name);
                if (built) {
                    made = true;
                    commands.add("create_test " + name + " -n " + PREFIX + commands.size() + " -p test_" + PREFIX
                            + commands.size() + ".yaml");
                }
            }
        }
        if (built) {
            commands.add("create_external_models");
        }
        Path script = root.resolve("trial.vmsh");
        int failed = 0;
        Files.writeString(script, String.join("\n", commands) + "\n");
        VmshRun.Answer answer = vmsh.script(script);
        for (String line : answer.complaint().lines().toList()) {
            // lint may say no: whatever stops with an error has one
            if (line.contains("trial.vmsh:") && line.contains("error: ")) {
                failed++;
                errors.add("tools: " + commands.get(lineOf(line) - 1) + ": " + line);
            }
        }
        if (answer.complaint().contains("Exception")) {
            errors.add("tools: " + answer.complaint());
        }
        return (commands.size() - failed) + " of " + commands.size();
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }

    private static int lineOf(String complaint) {
        return Integer.parseInt(complaint.replaceFirst("(?s).*?trial\\.vmsh:(\\d+).*", "$1"));
    }

    /** How many of the tests pass that {@link #run} made. */
    String ownTests() throws IOException, InterruptedException {
        if (!made) {
            return "none";
        }
        VmshRun.Answer answer = vmsh.command("test", List.of("-k", PREFIX));
        if (answer.json() == null) {
            errors.add("tests that were made: " + answer.complaint());
            return "-";
        }
        int passed = 0;
        for (JsonNode test : answer.json()) {
            if (test.path("status").asText().equals("pass")) {
                passed++;
            } else {
                errors.add("a test that was made: " + shortened(test.toString()));
            }
        }
        return passed + " of " + answer.json().size();
    }
}

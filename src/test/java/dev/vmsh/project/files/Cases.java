package dev.vmsh.project.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cases in a data file: {@code ## title}, then parts that begin with {@code --- name}. A part is a file of the project, or what is
 * expected.
 */
final class Cases {
    /** @param parts text by name, in order */
    record Case(String title, Map<String, String> parts) {
        @Override
        public String toString() {
            return title;
        }
    }

    private Cases() {}

    static List<Case> in(String resource) {
        try (InputStream in = Cases.class.getResourceAsStream(resource)) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Case> read(String text) {
        var cases = new ArrayList<Case>();
        Map<String, String> parts = new LinkedHashMap<>();
        String part = null;
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("## ")) {
                parts = new LinkedHashMap<>();
                part = null;
                cases.add(new Case(line.substring("## ".length()), parts));
            } else if (line.startsWith("--- ")) {
                part = line.substring("--- ".length());
                parts.put(part, "");
            } else if (part != null) {
                parts.merge(part, line + "\n", String::concat);
            }
        }
        return cases;
    }
}

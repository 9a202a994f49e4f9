package dev.vmsh.bench;

import java.nio.file.Path;
import java.util.Map;

/**
 * What was typed.
 *
 * @param root of the checkout
 * @param engine one of the subject's
 * @param size in whatever the subject counts
 * @param runs how often everything is measured
 */
record Settings(Path root, String subject, String engine, int size, int runs) {
    private static final int USUAL_RUNS = 5;

    /**
     * @param args the root of the checkout, then options and the name of a subject in any order
     * @throws IllegalArgumentException if they are not understood
     */
    static Settings read(String[] args, Map<String, Subject> subjects) {
        String name = "models";
        String engine = null;
        int size = -1;
        int runs = USUAL_RUNS;
        for (int i = 1; i < args.length; i++) {
            switch (args[i]) {
                case "--engine" -> engine = value(args, ++i);
                case "--size" -> size = number(args, ++i);
                case "--runs" -> runs = number(args, ++i);
                default -> name = args[i];
            }
        }
        Subject subject = subjects.get(name);
        if (subject == null) {
            throw new IllegalArgumentException("there is no '%s' to measure".formatted(name));
        }
        if (engine != null && !subject.engines().contains(engine)) {
            throw new IllegalArgumentException("'%s' is not measured on '%s'".formatted(name, engine));
        }
        return new Settings(
                Path.of(args[0]).toAbsolutePath(),
                name,
                engine == null ? subject.engines().get(0) : engine,
                size < 0 ? subject.usualSize() : size,
                runs);
    }

    private static int number(String[] args, int index) {
        String text = value(args, index);
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("%s needs a number, not '%s'".formatted(args[index - 1], text));
        }
        return Integer.parseInt(text);
    }

    private static String value(String[] args, int index) {
        if (index >= args.length) {
            throw new IllegalArgumentException(args[index - 1] + " needs a value");
        }
        return args[index];
    }

    /** The command that is measured. */
    String vmsh() {
        return root.resolve("scripts/vmsh").toString();
    }
}

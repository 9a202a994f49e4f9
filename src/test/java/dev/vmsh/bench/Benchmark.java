package dev.vmsh.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/**
 * The front door of {@code scripts/bench}: finds the subject that was asked for, measures it as often as was asked for, and prints
 * medians as Markdown. Progress goes to standard error.
 */
final class Benchmark {
    /** What can be measured, by the word that is typed. A new subject needs a line here and nothing else. */
    private static final Map<String, Subject> SUBJECTS = new TreeMap<>(Map.of(
            "models", new ModelsSubject(),
            "intervals", new IntervalsSubject(),
            "diff", new DiffSubject(),
            "results", new ResultsSubject(),
            "trino", new TrinoSubject()));

    private Benchmark() {}

    /** Arguments: the root of the checkout, then what was typed after {@code scripts/bench}. */
    public static void main(String[] args) throws IOException, InterruptedException, TimeoutException {
        if (List.of(args).contains("help") || List.of(args).contains("--help")) {
            System.out.print(usage());
            return;
        }
        Settings settings;
        try {
            settings = Settings.read(args, SUBJECTS);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.err.print(usage());
            System.exit(2);
            return;
        }
        var report = new Report();
        Subject subject = SUBJECTS.get(settings.subject());
        for (int run = 1; run <= settings.runs(); run++) {
            System.err.println("run " + run + " of " + settings.runs());
            subject.measure(settings, report);
        }
        System.out.println(heading(subject, settings));
        System.out.println(report.markdown());
    }

    private static String heading(Subject subject, Settings settings) {
        return "%s; %s %s, %d processors, Java %s; medians of %d runs. The floor is a program that sends the same SQL over bare JDBC.%n"
                .formatted(
                        subject.describe(settings),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        settings.runs());
    }

    private static String usage() {
        var text = new StringBuilder("usage: scripts/bench [SUBJECT] [--engine NAME] [--size N] [--runs N]\n");
        SUBJECTS.forEach((name, subject) -> text.append("  %-10s --engine %s, --size %d unless you say otherwise%n"
                .formatted(name, String.join("|", subject.engines()), subject.usualSize())));
        return text.toString();
    }
}

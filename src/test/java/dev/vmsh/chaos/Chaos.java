package dev.vmsh.chaos;

import dev.vmsh.scenario.Place;
import dev.vmsh.scenario.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/**
 * {@code Chaos [--engine duckdb|postgres] [--state separate] [KILLS [SEED]]}: so many kills; prints what they hit, and fails at the first
 * thing that does not hold.
 */
public final class Chaos {
    private Chaos() {}

    public static void main(String[] arguments) throws IOException {
        boolean postgres = false;
        boolean apart = false;
        var numbers = new ArrayDeque<Long>();
        for (var words = new ArrayDeque<>(List.of(arguments)); !words.isEmpty(); ) {
            String word = words.poll();
            switch (word) {
                case "--engine" -> postgres = "postgres".equals(words.poll());
                case "--state" -> apart = "separate".equals(words.poll());
                default -> numbers.add(Long.valueOf(word));
            }
        }
        int kills = numbers.isEmpty() ? 100 : numbers.poll().intValue();
        long seed = numbers.isEmpty() ? System.nanoTime() : numbers.poll();
        Place place = place(postgres, apart);
        Path folder = Files.createTempDirectory("vmsh-chaos");
        System.out.printf("%s, seed %d, project in %s%n", place, seed, folder);
        long began = System.nanoTime();
        Rampage.Outcome outcome = new Rampage(folder, place, seed).run(kills);
        System.out.printf(
                "kills %d, commands that ended before %d, times all was finished and cleaned up %d, in %d s%n",
                outcome.kills(),
                outcome.survivors(),
                outcome.peaces(),
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
        System.out.printf("commands: %s%nat any time: %s%n", outcome.commands(), outcome.stages());
        outcome.steps().forEach((step, hits) -> System.out.printf("%4d  %s%n", hits, step));
        System.out.println("every check held");
    }

    private static Place place(boolean postgres, boolean apart) {
        if (postgres) {
            return apart ? new Places.PostgresApart() : new Places.Postgres();
        }
        return apart ? new Places.DuckDbWithPostgres() : Place.DUCKDB;
    }
}

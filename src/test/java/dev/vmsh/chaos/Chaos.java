package dev.vmsh.chaos;

import dev.vmsh.scenario.Place;
import dev.vmsh.scenario.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * {@code Chaos [--engine duckdb|postgres] [--state separate] [KILLS [SEED]]}: so many kills; prints what they hit, and fails at the first
 * thing that does not hold. {@code Chaos crowd [--engine ...] [--state ...] [PEOPLE [SECONDS [SEED]]]}: nobody is killed, and so many work at
 * once.
 */
public final class Chaos {
    private Chaos() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean crowd = false;
        boolean postgres = false;
        boolean apart = false;
        var numbers = new ArrayDeque<Long>();
        for (var words = new ArrayDeque<>(List.of(arguments)); !words.isEmpty(); ) {
            String word = words.poll();
            switch (word) {
                case "crowd" -> crowd = true;
                case "--engine" -> postgres = "postgres".equals(words.poll());
                case "--state" -> apart = "separate".equals(words.poll());
                default -> numbers.add(Long.valueOf(word));
            }
        }
        if (crowd) {
            crowd(place(postgres, apart), numbers);
            return;
        }
        int kills = numbers.isEmpty() ? 100 : numbers.poll().intValue();
        long seed = numbers.isEmpty() ? System.nanoTime() : numbers.poll();
        Place place = place(postgres, apart);
        Path folder = Files.createTempDirectory("vmsh-chaos");
        System.out.printf("%s, seed %d, project in %s%n", place, seed, folder);
        long began = System.nanoTime();
        Rampage.Outcome outcome = new Rampage(folder, place, seed)
                .run(kills, done -> System.out.printf("%d of %d kills; every check held so far%n", done, kills));
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

    private static void crowd(Place place, Deque<Long> numbers) throws IOException, InterruptedException {
        int people = numbers.isEmpty() ? 8 : numbers.poll().intValue();
        long seconds = numbers.isEmpty() ? 300 : numbers.poll();
        long seed = numbers.isEmpty() ? System.nanoTime() : numbers.poll();
        Path folder = Files.createTempDirectory("vmsh-crowd");
        System.out.printf("%s, %d at once for %d s, seed %d, projects in %s%n", place, people, seconds, seed, folder);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Crowd.Outcome outcome = new Crowd(folder, place, seed, Chaos::type).run(people, () -> System.nanoTime() > end);
        System.out.printf("done: %s%ntold that somebody else is at it: %s%n", outcome.done(), outcome.told());
        System.out.printf(
                "the reader looked %d times and saw %d moves; the logs of dev and prod have %d plans, none lost; deadlocks: %d%n",
                outcome.looks(), outcome.moves(), outcome.plans(), outcome.deadlocks());
        System.out.println("every check held");
    }

    private static Crowd.Said type(Path project, int person, List<String> words) {
        VmshProcess process = VmshProcess.start(project, words);
        int code = process.await();
        return new Crowd.Said(code, process.said());
    }

    private static Place place(boolean postgres, boolean apart) {
        if (postgres) {
            return apart ? new Places.PostgresApart() : new Places.Postgres();
        }
        return apart ? new Places.DuckDbWithPostgres() : Places.DUCKDB;
    }
}

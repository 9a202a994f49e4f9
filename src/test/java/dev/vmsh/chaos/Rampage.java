package dev.vmsh.chaos;

import dev.vmsh.chaos.ChaosProject.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Changes a project, starts commands on it, kills them at random instants, and checks what is left. The same seed starts the same commands. */
final class Rampage {
    /** After so many kills everything is finished and cleaned up, and nothing may be left over. */
    private static final int KILLS_BETWEEN_PEACE = 12;

    private static final List<String> ENVIRONMENTS = List.of("dev", "dev2", "prod");

    private final ChaosProject project;
    private final Random random;
    private final Map<String, Set<Version>> possible = new HashMap<>();
    private final Map<String, Integer> stages = new TreeMap<>();
    private final Map<String, Integer> commands = new TreeMap<>();
    private Version files = new Version(1, 1, 1, 1);
    private long typicalMillis = 2_000;
    private int kills;
    private int survivors;
    private int peaces;

    Rampage(Path folder, long seed) {
        this.project = new ChaosProject(folder);
        this.random = new Random(seed);
        project.save(files);
    }

    /**
     * What happened.
     *
     * @param stages how many kills hit which part of an apply
     * @param commands and which command
     */
    record Outcome(int kills, int survivors, int peaces, Map<String, Integer> stages, Map<String, Integer> commands) {}

    /** @throws AssertionError at the first thing that does not hold */
    Outcome run(int wanted) {
        plan("prod");
        while (kills < wanted) {
            strike();
            if (kills > 0 && kills % KILLS_BETWEEN_PEACE == 0) {
                peace();
            }
        }
        peace();
        return new Outcome(kills, survivors, peaces, stages, commands);
    }

    private void strike() {
        List<String> words = command();
        long began = System.nanoTime();
        VmshProcess process = VmshProcess.start(project.folder(), words);
        choose(process);
        String stage = process.stage();
        if (process.kill()) {
            kills++;
            stages.merge(stage, 1, Integer::sum);
            commands.merge(words.get(0), 1, Integer::sum);
        } else {
            survivors++;
            typicalMillis = (typicalMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)) / 2;
        }
        check(words + " killed at " + stage + ":\n" + process.said());
    }

    /** Half of the kills hit any time of a command's life, the others soon after it announced a part of its work. */
    private void choose(VmshProcess process) {
        int kind = random.nextInt(6);
        if (kind < 2) {
            pause(random.nextLong(typicalMillis + typicalMillis / 4));
            return;
        }
        process.awaitLine(kind == 2 ? "backfill" : kind == 3 ? "promote" : kind == 4 ? "[" : "views:");
        pause(random.nextInt(4) == 0 ? 0 : random.nextLong(kind == 4 ? 800 : 60));
    }

    private List<String> command() {
        String environment = ENVIRONMENTS.get(random.nextInt(ENVIRONMENTS.size()));
        List<String> unfinished = unfinished();
        if (!unfinished.isEmpty() && random.nextInt(3) == 0) {
            return timed("resume", unfinished.get(0), "--auto-apply");
        }
        boolean there = possible.containsKey(environment);
        switch (random.nextInt(there ? 10 : 6)) {
            case 6 -> {
                return timed(
                        "plan",
                        environment,
                        "--auto-apply",
                        "--execution-time",
                        ChaosProject.NOW,
                        "--restate-model",
                        "s.b");
            }
            case 7 -> {
                return timed("janitor", "--ignore-ttl", "--yes", "--execution-time", ChaosProject.NOW);
            }
            case 8 -> {
                return timed("run", environment, "--execution-time", ChaosProject.NOW);
            }
            case 9 -> {
                if (!environment.equals("prod")) {
                    return timed("invalidate", environment, "--sync");
                }
                edit();
            }
            default -> edit();
        }
        possible.computeIfAbsent(environment, name -> new HashSet<>()).add(files);
        return timed("plan", environment, "--auto-apply", "--execution-time", ChaosProject.NOW);
    }

    private static List<String> timed(String... words) {
        return new ArrayList<>(List.of(words));
    }

    private void edit() {
        int more = 1 + random.nextInt(9);
        files = switch (random.nextInt(5)) {
            case 0 -> new Version(files.a() + more, files.b(), files.c(), files.d());
            case 1 -> new Version(files.a(), files.b() + more, files.c(), files.d());
            case 2 -> new Version(files.a(), files.b(), files.c() + more, files.d());
            case 3 -> new Version(files.a(), files.b(), files.c(), files.d() + more);
            default -> files;
        };
        project.save(files);
        // A resume takes the files as they are, so what stopped may become this version too.
        possible.values().forEach(versions -> versions.add(files));
    }

    private List<String> unfinished() {
        try (var invariants = new Invariants(project)) {
            return invariants.unfinished();
        }
    }

    private void check(String what) {
        try (var invariants = new Invariants(project)) {
            Map<String, Version> shown = invariants.check(possible);
            shown.forEach((name, version) -> possible.put(name, new HashSet<>(List.of(version, files))));
        } catch (AssertionError e) {
            throw new AssertionError("after " + what, e);
        }
    }

    /** Nobody is killed: everything goes through, every environment is of the files' version, and nothing is left over. */
    private void peace() {
        peaces++;
        for (String environment : unfinished()) {
            finish(List.of("resume", environment, "--auto-apply"));
        }
        ENVIRONMENTS.forEach(this::plan);
        finish(List.of("janitor", "--ignore-ttl", "--yes", "--execution-time", ChaosProject.NOW));
        try (var invariants = new Invariants(project)) {
            Map<String, Version> shown = invariants.check(possible);
            for (String environment : ENVIRONMENTS) {
                if (!files.equals(shown.get(environment))) {
                    throw new AssertionError(environment + " shows " + shown.get(environment) + " and not " + files);
                }
            }
            invariants.checkNothingLeaks();
        }
        finish(List.of("doctor"));
    }

    private void plan(String environment) {
        possible.computeIfAbsent(environment, name -> new HashSet<>()).add(files);
        finish(List.of("plan", environment, "--auto-apply", "--execution-time", ChaosProject.NOW));
    }

    private void finish(List<String> words) {
        VmshProcess process = VmshProcess.start(project.folder(), words);
        int code = process.await();
        if (code != 0) {
            throw new AssertionError("%s ended with %d:%n%s".formatted(words, code, process.said()));
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.vmsh.chaos;

import dev.vmsh.chaos.ChaosProject.Version;
import dev.vmsh.scenario.Place;
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
import java.util.function.IntConsumer;

/**
 * Changes a project, starts commands on it, kills them at random instants and at each step that they take in a database, and checks what is
 * left. The same seed starts the same commands.
 */
final class Rampage {
    /** After so many kills everything is finished and cleaned up, and nothing may be left over. */
    private static final int KILLS_BETWEEN_PEACE = 25;

    private static final List<String> ENVIRONMENTS = List.of("dev", "dev2", "prod");

    private final ChaosProject project;
    private final Random random;
    private final Moments moments;
    private final Map<String, Set<Version>> possible = new HashMap<>();
    /** What each plan made of its environment. */
    private final Map<String, Version> made = new HashMap<>();

    /**
     * What each environment's rollbacks go back to since it was last finished. A resume carries one of them out: the last, or the one
     * before if the last was killed before it was written down.
     */
    private final Map<String, Set<Version>> rollingBack = new HashMap<>();

    private final Map<String, Integer> stages = new TreeMap<>();
    private final Map<String, Integer> commands = new TreeMap<>();
    private Version files = new Version(1, 1, 1, 1);
    private long typicalMillis = 2_000;
    private int kills;
    private int survivors;
    private int peaces;

    Rampage(Path folder, Place place, long seed) {
        this.project = new ChaosProject(folder, place);
        this.random = new Random(seed);
        this.moments = new Moments(random);
        project.save(files);
    }

    /**
     * What happened.
     *
     * @param stages how many kills hit which part of an apply
     * @param commands and which command
     * @param steps how many kills hit exactly which step; 0 for those that were passed but never hit
     */
    record Outcome(
            int kills,
            int survivors,
            int peaces,
            Map<String, Integer> stages,
            Map<String, Integer> commands,
            Map<String, Integer> steps) {}

    /**
     * @param progress is told how many kills there were each time that all was finished and cleaned up and every check held
     * @throws AssertionError at the first thing that does not hold
     */
    Outcome run(int wanted, IntConsumer progress) {
        plan("prod");
        while (kills < wanted) {
            int before = kills;
            strike();
            if (kills > before && kills % KILLS_BETWEEN_PEACE == 0) {
                peace();
                progress.accept(kills);
            }
        }
        peace();
        return new Outcome(kills, survivors, peaces, stages, commands, moments.outcome());
    }

    private void strike() {
        List<String> words = command();
        String where = random.nextBoolean() ? atAnyTime(words) : atAStep(words);
        if (where != null) {
            kills++;
            commands.merge(words.get(0), 1, Integer::sum);
        } else {
            survivors++;
        }
    }

    /** @return where it was; null if the command ended first */
    private String atAnyTime(List<String> words) {
        long began = System.nanoTime();
        VmshProcess process = VmshProcess.start(project.folder(), words);
        wait(process);
        String stage = process.stage();
        boolean killed = process.kill();
        if (killed) {
            stages.merge(stage, 1, Integer::sum);
        } else {
            typicalMillis = (typicalMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)) / 2;
        }
        check(words + " killed at " + stage + ":\n" + process.said());
        return killed ? stage : null;
    }

    /** @return which it was; null if the command ended first */
    private String atAStep(List<String> words) {
        Moments.Moment moment = moments.choose(words.get(0));
        VmshProcess process = VmshProcess.startStepped(project.folder(), moment, words);
        if (moment == null) {
            process.await();
        } else {
            process.awaitLines(Steps.MARK + moment.step(), moment.times());
        }
        boolean killed = process.kill();
        moments.saw(words.get(0), process.steps());
        if (killed) {
            moments.hit(words.get(0), moment.step());
        }
        check(words + " killed at " + moment + ":\n" + process.said());
        return killed ? moment.step() : null;
    }

    /** Half of the kills hit any time of a command's life, the others soon after it announced a part of its work. */
    private void wait(VmshProcess process) {
        int kind = random.nextInt(6);
        if (kind < 2) {
            pause(random.nextLong(typicalMillis + typicalMillis / 4));
            return;
        }
        process.awaitLine(kind == 2 ? "backfill" : kind == 3 ? "promote" : kind == 4 ? "[" : "views:");
        pause(random.nextInt(4) == 0 ? 0 : random.nextLong(kind == 4 ? 800 : 60));
    }

    // ---- commands

    private List<String> command() {
        String environment = ENVIRONMENTS.get(random.nextInt(ENVIRONMENTS.size()));
        List<String> unfinished = unfinished();
        if (!unfinished.isEmpty() && random.nextInt(3) == 0) {
            return List.of("resume", unfinished.get(0), "--auto-apply");
        }
        boolean there = possible.containsKey(environment);
        List<String> special = there ? special(random.nextInt(12), environment) : List.of();
        if (!special.isEmpty()) {
            return special;
        }
        edit();
        possible.computeIfAbsent(environment, name -> new HashSet<>()).add(files);
        return timed("plan", environment, "--auto-apply");
    }

    /** @return no words for half of the kinds, and where it is not possible */
    private List<String> special(int kind, String environment) {
        return switch (kind) {
            case 0 -> timed("plan", environment, "--auto-apply", "--restate-model", "s.b");
            case 1 -> timed("janitor", "--ignore-ttl", "--yes");
            case 2 -> timed("run", environment);
            case 3 -> environment.equals("prod") ? List.of() : List.of("invalidate", environment, "--sync");
            case 4, 5 -> rollback(environment);
            default -> List.of();
        };
    }

    /** @return no words if there is no plan to go back to */
    private List<String> rollback(String environment) {
        List<String> plans;
        try (var invariants = new Invariants(project)) {
            plans = invariants.plans(environment).stream()
                    .filter(made::containsKey)
                    .toList();
        }
        if (plans.isEmpty()) {
            return List.of();
        }
        String to = plans.get(random.nextInt(plans.size()));
        possible.get(environment).add(made.get(to));
        rollingBack.computeIfAbsent(environment, name -> new HashSet<>()).add(made.get(to));
        return List.of("rollback", environment, "--to", to, "--auto-apply");
    }

    private static List<String> timed(String... words) {
        var timed = new ArrayList<>(List.of(words));
        timed.addAll(List.of("--execution-time", ChaosProject.NOW));
        return timed;
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

    // ---- what is left

    private void check(String what) {
        try (var invariants = new Invariants(project)) {
            take(invariants.check(possible), invariants.unfinished());
        } catch (AssertionError e) {
            throw new AssertionError("after " + what, e);
        }
    }

    private void take(Map<String, Invariants.Shown> shown, List<String> unfinished) {
        rollingBack.keySet().retainAll(unfinished);
        shown.forEach((name, now) -> {
            possible.put(name, new HashSet<>(List.of(now.version(), files)));
            made.put(now.planId(), now.version());
        });
        rollingBack.forEach((name, versions) -> {
            if (possible.containsKey(name)) {
                possible.get(name).addAll(versions);
            }
        });
    }

    /** Nobody is killed: everything goes through, every environment is of the files' version, and nothing is left over. */
    private void peace() {
        peaces++;
        for (String environment : unfinished()) {
            finish(List.of("resume", environment, "--auto-apply"));
        }
        ENVIRONMENTS.forEach(this::plan);
        finish(timed("janitor", "--ignore-ttl", "--yes"));
        try (var invariants = new Invariants(project)) {
            Map<String, Invariants.Shown> shown = invariants.check(possible);
            for (String environment : ENVIRONMENTS) {
                Invariants.Shown now = shown.get(environment);
                if (now == null || !files.equals(now.version())) {
                    throw new AssertionError(environment + " shows " + now + " and not " + files);
                }
            }
            take(shown, invariants.unfinished());
            invariants.checkNothingLeaks();
            invariants.checkToldOf(ENVIRONMENTS);
        }
        finish(List.of("doctor"));
    }

    private void plan(String environment) {
        possible.computeIfAbsent(environment, name -> new HashSet<>()).add(files);
        finish(timed("plan", environment, "--auto-apply"));
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

package dev.vmsh.chaos;

import dev.vmsh.chaos.ChaosProject.Version;
import dev.vmsh.scenario.Place;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Several people at work on one warehouse at once, each with files of their own: plans, restatements, runs, rollbacks, invalidations and
 * janitors, in environments of their own and in {@code dev} and {@code prod}, which all of them change. Meanwhile somebody reads.
 */
final class Crowd {
    private static final List<String> SHARED = List.of("dev", "prod");

    /** What a command may answer when somebody else was faster or is at it: it says so, and nothing was done. */
    private static final Pattern TOLD = Pattern.compile(
            "is in use by|was changed .*while this plan was open|was removed while this plan was open|there is no environment"
                    + "|has no plan '|tables of this plan are gone|is not recorded any more|is already at",
            Pattern.DOTALL);

    private static final Pattern PLAN = Pattern.compile("\\(plan (\\w+)\\)");

    /** How a command is carried out: as a process, or within this one. */
    interface Typist {
        Said type(Path project, int person, List<String> words);
    }

    record Said(int code, String text) {}

    /**
     * What happened.
     *
     * @param done how many commands of each name succeeded
     * @param told how many were told that somebody else was at it, and did nothing
     * @param looks how often the reader looked at an environment
     * @param moves how often it saw one move
     * @param plans how many plans the logs of the shared environments tell of
     * @param deadlocks that the server had to end; -1 where there is no server
     */
    record Outcome(
            Map<String, Integer> done, Map<String, Integer> told, long looks, long moves, int plans, int deadlocks) {}

    private final Path root;
    private final Place place;
    private final long seed;
    private final Typist typist;
    private final Map<String, Integer> done = new ConcurrentHashMap<>();
    private final Map<String, Integer> told = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> plans = new ConcurrentHashMap<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    Crowd(Path root, Place place, long seed, Typist typist) {
        this.root = root;
        this.place = new Shared(place, root);
        this.seed = seed;
        this.typist = typist;
    }

    /** The same warehouse for projects in any folder. */
    private record Shared(Place place, Path root) implements Place {
        @Override
        public String gatewaySettings(Path folder) {
            // so many processes may keep a machine busy for longer than a person would wait for a connection
            return place.gatewaySettings(root)
                    .replace("type: postgres\n", "type: postgres\n      connect_timeout: 120\n")
                    .replace("database: warehouse.db", "database: " + root.resolve("warehouse.db"));
        }

        @Override
        public Connection connect(Path folder) throws SQLException {
            return place.connect(root);
        }

        @Override
        public Connection connectToState(Path folder) throws SQLException {
            return place.connectToState(root);
        }

        @Override
        public Connection connectBeside(Path folder) throws SQLException {
            return place.connectBeside(root);
        }

        @Override
        public boolean isApart() {
            return place.isApart();
        }

        @Override
        public String dialect() {
            return place.dialect();
        }
    }

    /**
     * Lets {@code people} work until {@code over}, then finishes everything and looks.
     *
     * @throws AssertionError at the first thing that does not hold
     */
    Outcome run(int people, BooleanSupplier over) throws InterruptedException {
        var projects = new ArrayList<ChaosProject>();
        for (int i = 0; i < people; i++) {
            var project = new ChaosProject(root.resolve("person" + i), place);
            project.save(new Version(1, 1, 1, 1));
            projects.add(project);
        }
        requireDone(plan(projects.get(0), 0, "prod"));
        requireDone(plan(projects.get(0), 0, "dev"));
        BooleanSupplier stop = () -> over.getAsBoolean() || !failures.isEmpty();
        var reader = new CrowdReader(place, root, SHARED);
        Thread reading = start(() -> reader.run(stop), "reader");
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < people; i++) {
            int person = i;
            threads.add(start(() -> work(projects.get(person), person, stop), "person " + i));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        reading.join();
        failures.addAll(reader.faults());
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n\n", failures));
        }
        return settle(projects.get(0), reader);
    }

    private Thread start(Runnable work, String name) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (AssertionError | RuntimeException e) {
                        failures.add(name + ": " + e);
                    }
                },
                name);
        thread.start();
        return thread;
    }

    // ---- one of them

    private void work(ChaosProject project, int person, BooleanSupplier stop) {
        var random = new Random(seed + person);
        String own = "own" + person;
        while (!stop.getAsBoolean()) {
            String shared = SHARED.get(random.nextInt(SHARED.size()));
            String either = random.nextBoolean() ? own : shared;
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> {
                    edit(project, random);
                    plan(project, person, own);
                }
                case 3, 4, 5 -> {
                    edit(project, random);
                    plan(project, person, shared);
                }
                case 6 -> plan(project, person, shared);
                case 7 ->
                    type(project, person, either, timed("plan", either, "--auto-apply", "--restate-model", "s.b"));
                case 8 -> type(project, person, either, timed("run", either));
                case 9 -> rollBack(project, person, either, random);
                case 10 -> type(project, person, "", timed("janitor", "--ignore-ttl", "--yes"));
                default -> type(project, person, own, List.of("invalidate", own, "--sync"));
            }
        }
    }

    /** One of few versions, so that many of them want the same tables. */
    private static void edit(ChaosProject project, Random random) {
        project.save(version(random.nextInt(81)));
    }

    private static Version version(int number) {
        return new Version(number % 3 + 1, number / 3 % 3 + 1, number / 9 % 3 + 1, number / 27 + 1);
    }

    private Said plan(ChaosProject project, int person, String environment) {
        return type(project, person, environment, timed("plan", environment, "--auto-apply"));
    }

    private void rollBack(ChaosProject project, int person, String environment, Random random) {
        List<String> known = List.copyOf(plans.getOrDefault(environment, new ConcurrentLinkedQueue<>()));
        if (!known.isEmpty()) {
            String to = known.get(random.nextInt(known.size()));
            type(project, person, environment, List.of("rollback", environment, "--to", to, "--auto-apply"));
        }
    }

    private static List<String> timed(String... words) {
        var timed = new ArrayList<>(List.of(words));
        timed.addAll(List.of("--execution-time", ChaosProject.NOW));
        return timed;
    }

    private Said type(ChaosProject project, int person, String environment, List<String> words) {
        Said said = typist.type(project.folder(), person, words);
        if (said.code() == 0) {
            done.merge(words.get(0), 1, Integer::sum);
            Matcher plan = PLAN.matcher(said.text());
            if (words.get(0).equals("plan") && said.text().contains(" is ready") && plan.find()) {
                plans.computeIfAbsent(environment, name -> new ConcurrentLinkedQueue<>())
                        .add(plan.group(1));
            }
        } else if (TOLD.matcher(said.text()).find()) {
            told.merge(words.get(0), 1, Integer::sum);
        } else {
            failures.add("person %d: %s ended with %d:%n%s".formatted(person, words, said.code(), said.text()));
        }
        return said;
    }

    // ---- afterwards

    /** Everything that stopped is finished, nothing is left over, every environment is whole, and no plan was lost. */
    private Outcome settle(ChaosProject project, CrowdReader reader) {
        project.save(new Version(1, 1, 1, 1));
        SHARED.forEach(environment -> requireDone(plan(project, 0, environment)));
        requireDone(type(project, 0, "", timed("janitor", "--ignore-ttl", "--yes")));
        requireDone(typist.type(project.folder(), 0, List.of("doctor")));
        var everything = new HashSet<Version>();
        for (int i = 0; i < 81; i++) {
            everything.add(version(i));
        }
        try (var invariants = new Invariants(project)) {
            var possible = new TreeMap<String, Set<Version>>();
            for (String environment : invariants.environments()) {
                possible.put(environment, SHARED.contains(environment) ? Set.of(version(0)) : everything);
            }
            invariants.check(possible);
            invariants.checkNothingLeaks();
            var recorded = new AtomicInteger();
            SHARED.forEach(environment -> recorded.addAndGet(invariants.checkNoPlanIsLost(
                    environment, plans.getOrDefault(environment, new ConcurrentLinkedQueue<>()))));
            return new Outcome(
                    new TreeMap<>(done),
                    new TreeMap<>(told),
                    reader.looks(),
                    reader.moves(),
                    recorded.get(),
                    place.dialect().equals("postgres") ? invariants.deadlocks() : -1);
        }
    }

    private static void requireDone(Said said) {
        if (said.code() != 0) {
            throw new AssertionError(said.text());
        }
    }
}

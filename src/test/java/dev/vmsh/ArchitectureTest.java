package dev.vmsh;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of vmsh: which may know which, and what the pure ones must not touch. */
class ArchitectureTest {
    private static final String ROOT = "dev.vmsh";

    /** From the bottom up: a room may know those on the floors below its own, but not its neighbours. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("problem"),
            Set.of("sql"),
            Set.of("macro", "interval"),
            Set.of("project"),
            Set.of("snapshot"),
            Set.of("environment"),
            Set.of("engine"),
            Set.of("state"),
            Set.of("plan", "diff"),
            Set.of("work"),
            Set.of("shell"));

    private static final String[] PORTS = packages("engine", "state");

    private static final String[] PURE = packages(
            "problem",
            "sql",
            "macro",
            "interval",
            "project",
            "snapshot",
            "environment",
            "plan",
            "diff",
            "shell.render");

    /** Where the world outside begins. */
    private static final String[] EDGES = packages("project.files", "engine.jdbc", "state.jdbc", "shell.jline");

    /** What is shipped: the classes beside Main, so that the tests are left out wherever they were compiled to. */
    private static final JavaClasses VMSH = new ClassFileImporter()
            .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

    static Stream<Arguments> rooms() {
        return IntStream.range(0, FLOORS.size())
                .boxed()
                .flatMap(floor -> FLOORS.get(floor).stream().sorted().map(room -> Arguments.of(room, floor)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rooms")
    void aRoomKnowsOnlyTheRoomsBelowIt(String room, int floor) {
        Stream<String> below = FLOORS.stream().limit(floor).flatMap(Set::stream);
        String[] known = packages(Stream.concat(Stream.of(room), below).toArray(String[]::new));

        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + "..").and(not(resideInAnyPackage(known)))));
    }

    @Test
    void plansAndDiffsKnowNeitherPort() {
        check(noClasses()
                .that()
                .resideInAnyPackage(packages("plan", "diff"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PORTS)
                .because("a decision asks nobody"));
    }

    @Test
    void thereIsNoOtherRoom() {
        Set<String> found = VMSH.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).split("\\.", -1)[0])
                .collect(Collectors.toSet());

        assertThat(FLOORS.stream().flatMap(Set::stream)).containsAll(found);
    }

    @Test
    void roomsDoNotGoRoundInCircles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(VMSH);
    }

    @ParameterizedTest
    @MethodSource("edges")
    void onlyMainNamesAnEdge(String edge) {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(edge)
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".Main")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(edge)
                .because("a technology is chosen in one place"));
    }

    static Stream<String> edges() {
        return Stream.of(EDGES);
    }

    @Test
    void pureRoomsTouchNoDatabaseTerminalOrCommandLine() {
        check(noClasses()
                .that(arePure())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "picocli..", "org.jline.reader..", "org.jline.terminal.."));
    }

    @Test
    void pureRoomsTouchNoFileOrNetwork() {
        check(noClasses()
                .that(arePure())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.(File|FileReader|FileWriter|FileInputStream|FileOutputStream|RandomAccessFile)")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels.."));
    }

    @Test
    void pureRoomsHaveNoClock() {
        check(noClasses()
                .that(arePure())
                .should()
                .accessTargetWhere(readsTheClock())
                .because("time is an argument, so that a decision can be made twice"));
    }

    @Test
    void onlyTheShellPrints() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".shell..")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".Main")
                .or()
                .resideInAPackage(ROOT + ".shell.render..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace"));
    }

    static Stream<Arguments> libraries() {
        return Stream.of(
                Arguments.of("net.sf.jsqlparser..", packages("sql")),
                Arguments.of("com.hubspot..", packages("macro")),
                Arguments.of("com.cronutils..", packages("interval")),
                Arguments.of("tech.tablesaw..", packages("shell.render")),
                Arguments.of("com.github.difflib..", packages("shell.render")),
                Arguments.of("org.jline.reader..", packages("shell")),
                Arguments.of("org.jline.terminal..", packages("shell")),
                Arguments.of("picocli..", packages("shell")),
                Arguments.of("org.duckdb..", packages("engine.jdbc", "state.jdbc")),
                Arguments.of("org.postgresql..", packages("engine.jdbc", "state.jdbc")),
                // sql reads the tree that DuckDB's parser gives as JSON; the others read and write documents.
                Arguments.of(
                        "com.fasterxml.jackson..",
                        packages("sql", "project.json", "project.files", "state.jdbc", "shell.render")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("libraries")
    void aLibraryIsUsedInOnePlace(String library, String[] users) {
        check(classes()
                .that()
                .resideOutsideOfPackages(users)
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".Main")
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage(library)))
                .because("a library can then be replaced by changing one room"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(VMSH);
    }

    private static DescribedPredicate<JavaClass> arePure() {
        return resideInAnyPackage(PURE).and(not(resideInAnyPackage(EDGES))).as("are in a pure room");
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheClock() {
        return describe("reads the clock", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            return (owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system")))
                    || (owner.equals("java.lang.System")
                            && (name.equals("currentTimeMillis") || name.equals("nanoTime")))
                    || (owner.equals("java.util.Date") && name.equals("<init>"));
        });
    }

    private static String[] packages(String... rooms) {
        return Stream.of(rooms).map(room -> ROOT + "." + room + "..").toArray(String[]::new);
    }
}

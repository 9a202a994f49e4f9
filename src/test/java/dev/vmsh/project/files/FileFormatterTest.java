package dev.vmsh.project.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.engine.jdbc.DuckDbParser;
import dev.vmsh.project.Config.TableNaming;
import dev.vmsh.project.Project;
import dev.vmsh.project.definition.FileFormatter;
import dev.vmsh.snapshot.Fingerprint;
import dev.vmsh.snapshot.Fingerprinter;
import dev.vmsh.snapshot.PhysicalNaming;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.Lexer;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.sql.TableName;
import dev.vmsh.sql.Token;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatterTest {
    private static final SqlParsers PARSERS = new SqlParsers(new DuckDbParser());

    @TempDir
    Path folder;

    static List<Cases.Case> cases() {
        return Cases.in("/project/format.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFileIsWrittenInOneStyle(Cases.Case each) {
        String before = each.parts().get("before");
        String after = each.parts().get("after").strip() + "\n";

        String formatted = FileFormatter.format(before, Dialect.DUCKDB);

        assertThat(formatted).isEqualTo(after);
        assertThat(FileFormatter.format(formatted, Dialect.DUCKDB)).as("twice").isEqualTo(formatted);
    }

    /** White space and letter case are put in at random; formatting must keep every fingerprint and must be done after one time. */
    @ParameterizedTest
    @ValueSource(strings = {"demo", "fuzz"})
    void formattingChangesNoFingerprintWhateverWasThereBefore(String project) throws IOException {
        write(project);
        long seed = 20261120;
        var random = new Random(seed);
        for (int round = 0; round < 3; round++) {
            for (Path file : files()) {
                Files.writeString(file, mangled(Files.readString(file), random));
            }
            Map<TableName, Fingerprint> before = fingerprints();
            for (Path file : files()) {
                String formatted = FileFormatter.format(Files.readString(file), Dialect.DUCKDB);
                assertThat(FileFormatter.format(formatted, Dialect.DUCKDB))
                        .as("seed %d, %s", seed, file)
                        .isEqualTo(formatted);
                Files.writeString(file, formatted);
            }
            assertThat(fingerprints()).as("seed %d, round %d", seed, round).isEqualTo(before);
        }
    }

    private void write(String project) throws IOException {
        if (project.equals("demo")) {
            new DemoProject().writeTo(folder);
            return;
        }
        Path source =
                Path.of(URI.create(FileFormatterTest.class.getResource("/fuzz").toString()));
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(source.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void theDemoProjectIsFormatted() throws IOException {
        new DemoProject().writeTo(folder);

        for (Path file : files()) {
            String text = Files.readString(file);
            assertThat(FileFormatter.format(text, Dialect.DUCKDB))
                    .as(file.toString())
                    .isEqualTo(text);
        }
    }

    private static String mangled(String text, Random random) {
        var out = new StringBuilder();
        for (Token token : Lexer.tokens(text, Dialect.DUCKDB)) {
            boolean mark = token.text().equals("@");
            if (token.kind() == Token.Kind.WHITESPACE) {
                // More empty lines would be the end of the statement for the first of the two parsers.
                boolean oneLine = out.length() > 0
                        && token.text().chars().filter(c -> c == '\n').count() == 1;
                out.append(token.text()).append(random.nextInt(4) == 0 ? "   " : "");
                out.append(oneLine && random.nextInt(6) == 0 ? "\n" : "");
            } else {
                boolean keyword = List.of("SELECT", "FROM", "WHERE", "GROUP", "BY", "AND", "JOIN", "MODEL", "AUDIT")
                        .contains(token.text());
                out.append(
                        keyword && !mark && random.nextBoolean()
                                ? token.text().toLowerCase(Locale.ROOT)
                                : token.text());
            }
        }
        return out.toString();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
        }
    }

    private Map<TableName, Fingerprint> fingerprints() {
        Project project = new ProjectLoader(List.of(folder), Map.of(), folder, PARSERS, Map.of(), false).load(null);
        var fingerprints = new TreeMap<TableName, Fingerprint>();
        Fingerprinter.snapshots(
                        project,
                        new PhysicalNaming(Map.of(), TableNaming.SCHEMA_AND_TABLE, Map.of(), OptionalInt.empty()))
                .forEach((name, snapshot) -> fingerprints.put(name, snapshot.fingerprint()));
        return fingerprints;
    }
}

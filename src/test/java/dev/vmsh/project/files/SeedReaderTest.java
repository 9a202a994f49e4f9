package dev.vmsh.project.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.problem.ProjectException;
import dev.vmsh.project.SeedFile;
import dev.vmsh.project.SeedRows;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedReaderTest {
    @TempDir
    Path folder;

    private final SeedReader reader = new SeedReader();

    private SeedReader.Description describe(String csv, Map<String, String> settings) {
        Path file = folder.resolve("a.csv");
        try {
            Files.writeString(file, csv);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return reader.describe(file.toString(), "seeds/a.csv", settings, Dialect.DUCKDB);
    }

    private List<List<String>> rows(SeedFile file, List<Column> wanted) {
        var rows = new ArrayList<List<String>>();
        try (SeedRows opened = reader.open(file)) {
            opened.only(wanted).forEachRemaining(rows::add);
        }
        return rows;
    }

    @Test
    void typesAreWhatTheValuesLookLike() {
        var described = describe(
                "Id,gap,rate,ok,code,big,none\n1,1,1.5,true,a,99999999999999999999,\n-2,,2,False,007,1,NULL\n",
                Map.of());

        assertThat(described.columns())
                .containsExactly(
                        new Column("id", "BIGINT"),
                        new Column("gap", "DOUBLE"),
                        new Column("rate", "DOUBLE"),
                        new Column("ok", "BOOLEAN"),
                        new Column("code", "TEXT"),
                        new Column("big", "DOUBLE"),
                        new Column("none", "DOUBLE"));
    }

    @Test
    void textKeepsItsShapeAndNothingIsNull() {
        var described = describe("a,b,c\n007,\"x, \"\"y\"\"\nz\",\n1.10, sp ,n/a\n", Map.of());

        assertThat(rows(
                        described.file(),
                        List.of(new Column("c", null), new Column("a", "TEXT"), new Column("b", "TEXT"))))
                .containsExactly(Arrays.asList(null, "007", "x, \"y\"\nz"), Arrays.asList(null, "1.10", " sp "));
    }

    @Test
    void settingsSayHowTheFileIsCut() {
        var described = describe(
                "a;b\n'x;1';-\n;None\n",
                Map.of("delimiter", ";", "quotechar", "'", "na_values", "('-', 'q')", "keep_default_na", "false"));

        assertThat(rows(described.file(), described.columns()))
                .containsExactly(Arrays.asList("x;1", null), Arrays.asList("", "None"));
    }

    @Test
    void nothingCanBeSaidPerColumn() {
        var described = describe("a,b\n-,-\n", Map.of("na_values", "(a = ('-'))"));

        assertThat(rows(described.file(), described.columns())).containsExactly(Arrays.asList(null, "-"));
    }

    @Test
    void aShortRowEndsInNulls() {
        var described = describe("a,b\n1\n", Map.of());

        assertThat(rows(described.file(), described.columns())).containsExactly(Arrays.asList("1", null));
    }

    @Test
    void theHashOfAColumnDependsOnItsValuesOnly() {
        List<String> hashes = describe("a,b\n1,x\n2,\n", Map.of()).file().contentHashes();

        assertThat(describe("a,b\r\n\"1\",x\r\n2,\"\"\r\n", Map.of()).file().contentHashes())
                .isEqualTo(hashes);
        List<String> other = describe("a,b\n1,y\n2,\n", Map.of()).file().contentHashes();
        assertThat(other.get(0)).isEqualTo(hashes.get(0));
        assertThat(other.get(1)).isNotEqualTo(hashes.get(1));
        assertThat(describe("a,b\n1x,\n2,\n", Map.of()).file().contentHashes()).isNotEqualTo(hashes);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() {
        assertThat(describe("\ufeffid\n1\n", Map.of()).file().header()).containsExactly("id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a,b~1,"x~2,y~       | 2
            a,b~1,x~2,"         | 3
            a,b~1,x~2,"~        | 3
            a,"b                | 1
            a,b~"1""2",x~2,"y""~ | 3
            """)
    void aQuoteThatIsNeverClosedIsAFault(String text, int line) {
        assertThatThrownBy(() -> describe(text.replace('~', '\n'), Map.of()))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("seeds/a.csv:" + line)
                .hasMessageContaining("never closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b~1,\"\"~", "a,b~1,\"x\"", "a,b~5\",x~", "a,b~\"1\"\"\",\"~\"~"})
    void quotesThatAreClosedOrStandInTheMiddleAreNone(String text) {
        assertThat(describe(text.replace('~', '\n'), Map.of()).columns()).hasSize(2);
    }

    @Test
    void faultsNameTheFile() {
        assertThatThrownBy(() -> describe("", Map.of()))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("seeds/a.csv");
        assertThatThrownBy(() -> describe("a,A\n1,2\n", Map.of()))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("seeds/a.csv:1");
    }
}

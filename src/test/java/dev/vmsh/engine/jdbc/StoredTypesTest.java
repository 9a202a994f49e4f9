package dev.vmsh.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * As the connectors of Trino 476 keep them. Of Iceberg's, smallint, char, time, timestamps and what holds them were seen in
 * {@code SHOW COLUMNS} of a table that was made so; {@code TrinoKindsTest} sees on a cluster that a next change alters no type.
 */
class StoredTypesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "timestamp; timestamp(6)",
                "TIMESTAMP(3); timestamp(6)",
                "timestamp(0) with time zone; timestamp(6) with time zone",
                "time(3); time(6)",
                "smallint; integer",
                "array(tinyint); array(integer)",
                "char(3); varchar",
                "row(time timestamp(3), \"char\" smallint); row(time timestamp(6), \"char\" integer)",
                "decimal(10,2); decimal(10,2)",
                "varchar; varchar",
            })
    void anIcebergCatalogHasFewTypes(String asked, String kept) {
        assertThat(StoredTypes.ICEBERG.of(asked)).isEqualTo(kept);
    }

    @Test
    void aHiveCatalogHasTimesOfOnePrecision() {
        assertThat(StoredTypes.hive("MILLISECONDS").of("timestamp(6)")).isEqualTo("timestamp(3)");
        assertThat(StoredTypes.hive("MICROSECONDS").of("array(timestamp)")).isEqualTo("array(timestamp(6))");
        assertThat(StoredTypes.hive("MILLISECONDS").of("smallint")).isEqualTo("smallint");
    }

    @Test
    void othersKeepWhatTheyAreGiven() {
        assertThat(StoredTypes.PLAIN.of("timestamp")).isEqualTo("timestamp(3)");
        assertThat(StoredTypes.PLAIN.of("timestamp(0)")).isEqualTo("timestamp(0)");
        assertThat(StoredTypes.PLAIN.of("char(3)")).isEqualTo("char(3)");
    }
}

package dev.vmsh.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vmsh.shell.render.ResultWriter.Layout;
import dev.vmsh.shell.render.ResultWriter.Written;
import dev.vmsh.sql.Column;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResultWriterTest {
    private static final List<Column> COLUMNS =
            List.of(new Column("id", "BIGINT"), new Column("name", "VARCHAR"), new Column("price", "DECIMAL(12,2)"));
    private static final List<List<Object>> ROWS = List.of(
            Arrays.asList(1L, "a,\"b\"", new BigDecimal("0.01")),
            Arrays.asList(20L, "", null),
            Arrays.asList(null, null, new BigDecimal("1234567.89")),
            Arrays.asList(Long.MIN_VALUE, "two\nlines|\t\\", new BigDecimal("-0.10")));

    private static String written(
            OutputFormat format, Layout layout, List<Column> columns, List<? extends List<?>> rows) {
        var out = new StringWriter();
        ResultWriter.of(format, layout).write(new ListRows(columns, rows), out);
        return out.toString();
    }

    private static String written(OutputFormat format) {
        return written(format, Layout.UNLIMITED, COLUMNS, ROWS);
    }

    @Test
    void tableAlignsNumbersToTheRightAndTellsNullFromEmpty() {
        assertThat(written(OutputFormat.TABLE)).isEqualTo("""
                                   id | name           |      price
                ----------------------+----------------+------------
                                    1 | a,"b"          |       0.01
                                   20 |                |       NULL
                                 NULL | NULL           | 1234567.89
                 -9223372036854775808 | two\\nlines|\\t\\ |      -0.10
                """);
    }

    @Test
    void verticalKeepsTheLinesOfAValue() {
        assertThat(written(OutputFormat.VERTICAL, Layout.UNLIMITED, COLUMNS, ROWS.subList(2, 4)))
                .isEqualTo("""
                -[ row 1 ]------------------------------
                id    | NULL
                name  | NULL
                price | 1234567.89
                -[ row 2 ]------------------------------
                id    | -9223372036854775808
                name  | two
                      | lines|\\t\\
                price | -0.10
                """);
    }

    @Test
    void csvQuotesWhatItMustAndTellsNullFromEmpty() {
        assertThat(written(OutputFormat.CSV)).isEqualTo("""
                id,name,price
                1,"a,""b""\",0.01
                20,"",
                ,,1234567.89
                -9223372036854775808,"two
                lines|\t\\",-0.10
                """);
    }

    @Test
    void tsvEscapesAsPostgresCopyDoes() {
        assertThat(written(OutputFormat.TSV)).isEqualTo("""
                id\tname\tprice
                1\ta,"b"\t0.01
                20\t\t\\N
                \\N\t\\N\t1234567.89
                -9223372036854775808\ttwo\\nlines|\\t\\\\\t-0.10
                """);
    }

    @Test
    void jsonLinesAreObjects() {
        assertThat(written(OutputFormat.JSONL)).isEqualTo("""
                {"id":1,"name":"a,\\"b\\"","price":0.01}
                {"id":20,"name":"","price":null}
                {"id":null,"name":null,"price":1234567.89}
                {"id":-9223372036854775808,"name":"two\\nlines|\\t\\\\","price":-0.10}
                """);
    }

    @Test
    void markdownStaysOneTable() {
        assertThat(written(OutputFormat.MARKDOWN, Layout.UNLIMITED, COLUMNS, ROWS.subList(1, 4)))
                .isEqualTo("""
                | id | name | price |
                | ---: | --- | ---: |
                | 20 |  | NULL |
                | NULL | NULL | 1234567.89 |
                | -9223372036854775808 | two<br>lines\\|\\t\\\\ | -0.10 |
                """);
    }

    @Test
    void noRowsAreStillAResult() {
        assertThat(written(OutputFormat.TABLE, Layout.UNLIMITED, COLUMNS, List.of()))
                .isEqualTo("""
                 id | name | price
                ----+------+-------
                """);
        assertThat(written(OutputFormat.JSON, Layout.UNLIMITED, COLUMNS, List.of()))
                .isEqualTo("[]\n");
        assertThat(written(OutputFormat.CSV, Layout.UNLIMITED, COLUMNS, List.of()))
                .isEqualTo("id,name,price\n");
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        List<Column> columns = List.of(new Column("都市", "VARCHAR"), new Column("n", "INTEGER"));
        List<List<Object>> rows = List.of(
                List.of("東京", 1),
                List.of("cafe\u0301", 2),
                List.of("👨‍👩‍👧", 3),
                List.of("plain", 4),
                List.of("❤️", 5));

        assertThat(written(OutputFormat.TABLE, Layout.UNLIMITED, columns, rows)).isEqualTo("""
                 都市  | n
                -------+---
                 東京  | 1
                 cafe\u0301  | 2
                 👨‍👩‍👧    | 3
                 plain | 4
                 ❤️    | 5
                """);
    }

    @Test
    void whatWouldGarbleTheTerminalIsEscaped() {
        List<List<Object>> rows = List.of(List.of("\u001b[31mred\u0007"), List.of("abc\u202edef"));

        assertThat(written(OutputFormat.TABLE, Layout.UNLIMITED, List.of(new Column("x", "VARCHAR")), rows))
                .contains("\\u001b[31mred\\u0007")
                .contains("abc\\u202edef");
    }

    @Test
    void aTableWiderThanTheScreenIsVertical() {
        Layout narrow = new Layout(20, 0, true);

        assertThat(written(OutputFormat.TABLE, narrow, COLUMNS, ROWS)).startsWith("-[ row 1 ]");
        assertThat(written(OutputFormat.TABLE, new Layout(80, 0, true), COLUMNS, ROWS))
                .startsWith("  ");
    }

    @Test
    void aTableReadsOneRowBeyondItsLimitAndSaysThatThereAreMore() {
        var rows = new ListRows(COLUMNS, ROWS);

        Written written =
                ResultWriter.of(OutputFormat.TABLE, new Layout(0, 2, false)).write(rows, new StringWriter());

        assertThat(written).isEqualTo(new Written(2, true));
        assertThat(rows.value(1)).isNull();
    }

    @Test
    void jsonOfEveryType() {
        var struct = new LinkedHashMap<String, Object>();
        struct.put("k", LocalDate.of(2026, 1, 31));
        struct.put("list", Arrays.asList(1, null));
        List<Column> columns = List.of(
                new Column("a", null),
                new Column("a", null),
                new Column("a_1", null),
                new Column("a", null),
                new Column("t", null),
                new Column("z", null),
                new Column("s", null),
                new Column("b", null),
                new Column("i", null));
        List<Object> row = Arrays.asList(
                new BigInteger("170141183460469231731687303715884105727"),
                Double.POSITIVE_INFINITY,
                Float.NaN,
                0.1f,
                LocalDateTime.of(2026, 1, 31, 10, 0),
                OffsetDateTime.parse("2026-01-31T10:00:00.5Z"),
                struct,
                new byte[] {(byte) 0xab, 1},
                true);

        assertThat(written(OutputFormat.JSONL, Layout.UNLIMITED, columns, List.of(row)))
                .isEqualTo("""
                {"a":170141183460469231731687303715884105727,"a_2":"Infinity","a_1":"NaN","a_3":0.1,"t":"2026-01-31T10:00:00",\
                "z":"2026-01-31T10:00:00.5Z","s":{"k":"2026-01-31","list":[1,null]},"b":"\\\\xab01","i":true}
                """);
    }

    /** Whatever the values, JSON reads back the same, and CSV, once unquoted, the same text. */
    @Test
    void everyFormatKeepsEveryValue() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var columns =
                List.of(new Column("text", "VARCHAR"), new Column("number", "DOUBLE"), new Column("exact", "DECIMAL"));
        var rows = new ArrayList<List<Object>>();
        for (int i = 0; i < 300; i++) {
            rows.add(Arrays.asList(
                    text(random),
                    Double.longBitsToDouble(random.nextLong()),
                    new BigDecimal(new BigInteger(90, random), random.nextInt(20))));
        }
        JsonNode json = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readTree(written(OutputFormat.JSON, Layout.UNLIMITED, columns, rows));
        List<List<String>> csv = parsed(written(OutputFormat.CSV, Layout.UNLIMITED, columns, rows));
        for (int i = 0; i < rows.size(); i++) {
            List<Object> row = rows.get(i);
            String which = "seed %d, row %d".formatted(seed, i);
            assertThat(json.get(i).get("text").asText(null)).as(which).isEqualTo(row.get(0));
            assertThat(json.get(i)
                            .get("number")
                            .asDouble(
                                    Double.parseDouble(json.get(i).get("number").asText())))
                    .as(which)
                    .isEqualTo(row.get(1));
            assertThat(json.get(i).get("exact").decimalValue()).as(which).isEqualByComparingTo((BigDecimal) row.get(2));
            assertThat(csv.get(i + 1).get(0)).as(which).isEqualTo(row.get(0));
            assertThat(Double.parseDouble(csv.get(i + 1).get(1))).as(which).isEqualTo(row.get(1));
        }
    }

    private static String text(Random random) {
        if (random.nextInt(10) == 0) {
            return null;
        }
        String alphabet = "ab ,\"'\n\r\t\\|<&;é東😀";
        var out = new StringBuilder();
        int[] points = alphabet.codePoints().toArray();
        for (int i = random.nextInt(12); i > 0; i--) {
            out.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return out.toString();
    }

    /** CSV as RFC 4180 has it; an unquoted empty field is null. */
    private static List<List<String>> parsed(String csv) {
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        int at = 0;
        while (at < csv.length()) {
            var field = new StringBuilder();
            boolean quoted = csv.charAt(at) == '"';
            at += quoted ? 1 : 0;
            while (quoted ? !closes(csv, at) : csv.charAt(at) != ',' && csv.charAt(at) != '\n') {
                at += quoted && csv.charAt(at) == '"' ? 1 : 0;
                field.append(csv.charAt(at++));
            }
            at += quoted ? 1 : 0;
            row.add(field.isEmpty() && !quoted ? null : field.toString());
            if (csv.charAt(at++) == '\n') {
                rows.add(row);
                row = new ArrayList<>();
            }
        }
        return rows;
    }

    private static boolean closes(String csv, int at) {
        return csv.charAt(at) == '"' && csv.charAt(at + 1) != '"';
    }

    @Test
    @SuppressWarnings("FloatingPointLiteralPrecision") // the point is that they read back
    void doublesAreTheShortestTextThatReadsBack() {
        Map<Double, String> shortest = Map.of(
                0.1,
                "0.1",
                1.0,
                "1.0",
                -0.0,
                "-0.0",
                1e23,
                "1E23",
                2e-3,
                "0.002",
                5.684341886080802E-14,
                "5.684341886080802E-14",
                1e-7,
                "1E-7",
                123456789012345680.0,
                "1.2345678901234568E17",
                Double.MIN_VALUE,
                "5E-324");

        shortest.forEach((value, text) -> assertThat(Cell.text(value)).isEqualTo(text));
    }

    /** The quick way and the thorough way must agree, for a number must not change with the way it is written. */
    @Test
    void doublesAreWrittenAsShortAsTheyReadBack() {
        var random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            int decimals = random.nextInt(9);
            double value =
                    random.nextLong(2_000_000_000_000L) / Math.pow(10, decimals) * (random.nextBoolean() ? 1 : -1);
            String text = Cell.number(value);
            assertThat(Double.parseDouble(text)).as(text).isEqualTo(value);
            assertThat(new BigDecimal(text).stripTrailingZeros().precision())
                    .as(text)
                    .isLessThanOrEqualTo(new BigDecimal(Double.toString(value))
                            .stripTrailingZeros()
                            .precision());
        }
    }
}

package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vmsh.scenario.Desk.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fields of {@code --format json} that programs rely on, as {@code contract/json.txt} lists them. */
class JsonContractTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @TempDir
    private Path folder;

    private Desk desk;

    @Test
    void everyCommandPrintsOneValueWithTheFieldsThatItPromises() throws IOException {
        desk = new Desk(folder, new Places.DuckDb(), Instant.parse("2024-01-04T00:00:00Z"), "");
        beforeTheEdit();
        int checked = 0;
        for (String block : blocks()) {
            if (block.equals("edit")) {
                edit();
            } else if (block.equals("break")) {
                desk.full("orders", "SELEC 1");
            } else {
                check(block);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(20);
    }

    private void beforeTheEdit() {
        desk.file("seeds/items.csv", "id,price\n1,10\n2,20\n3,30\n");
        desk.model("items", "kind SEED (path '../seeds/items.csv')", "");
        desk.model(
                "orders",
                "kind FULL, grain id, audits (not_null(columns := (id)))",
                "SELECT id, price, 1 AS quantity, 'x' AS old FROM s.items");
        desk.model("totals", "kind VIEW", "SELECT SUM(price) AS total FROM s.orders");
        desk.model("owned", "kind FULL", "SELECT 1 AS one");
        desk.full("going", "SELECT 1 AS one");
        desk.model(
                "days",
                "kind INCREMENTAL_BY_TIME_RANGE (time_column day), start '2024-01-01'",
                "SELECT @start_date AS day, 1 AS n");
        desk.file("tests/test_totals.yaml", """
                test_totals:
                  model: s.totals
                  inputs:
                    s.orders:
                      - {id: 1, price: 5, quantity: 1}
                  outputs:
                    query:
                      - {total: 5}
                """);
    }

    /** One change of every type, and a column of every fate. */
    private void edit() {
        desk.model(
                "orders",
                "kind FULL, grain id, audits (not_null(columns := (id)))",
                "SELECT id, price + (id = 2)::INT AS price, 1.5 AS quantity, 'y' AS fresh FROM s.items");
        desk.model("owned", "kind FULL, owner someone", "SELECT 1 AS one");
        desk.remove("going");
        desk.full("coming", "SELECT 1 AS one");
    }

    /** Parts of the file between blank lines, comments left out. */
    private static List<String> blocks() throws IOException {
        try (InputStream file = JsonContractTest.class.getResourceAsStream("/contract/json.txt")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.replaceAll("(?m)^#.*\n", "").strip().split("\n\n+"))
                    .toList();
        }
    }

    private void check(String block) throws JsonProcessingException {
        String line = block.lines().findFirst().orElseThrow();
        String[] words = line.split(" ", 3);
        JsonNode shape = JSON.readTree(block.substring(line.length()));
        List<String> command = words[2].startsWith("fetchdf ")
                ? List.of("fetchdf", words[2].substring("fetchdf ".length()))
                : List.of(words[2].split(" "));
        var arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--format", "json"));
        Answer answer = desk.type(arguments.toArray(String[]::new));
        assertThat(answer.code())
                .as("%s%n%s%s", line, answer.out(), answer.err())
                .isEqualTo(Integer.parseInt(words[1]));
        boolean error = words[0].equals("!");
        if (error) {
            assertThat(answer.out()).as(line).isEmpty();
        }
        compare(line, shape, JSON.readTree(error ? answer.err() : answer.out()));
    }

    private static void compare(String where, JsonNode shape, JsonNode value) {
        if (shape.isObject()) {
            assertThat(value.isObject()).as("%s is an object: %s", where, value).isTrue();
            shape.properties().forEach(field -> {
                boolean mayBeEmpty = field.getKey().endsWith("?");
                String name =
                        mayBeEmpty ? field.getKey().substring(0, field.getKey().length() - 1) : field.getKey();
                assertThat(value.has(name))
                        .as("%s has %s: %s", where, name, value)
                        .isTrue();
                if (!mayBeEmpty
                        || !value.get(name).isEmpty()
                        || !value.get(name).isArray()) {
                    compare(where + "." + name, field.getValue(), value.get(name));
                }
            });
        } else if (shape.isArray()) {
            assertThat(value.isArray()).as("%s is a list: %s", where, value).isTrue();
            assertThat(value).as(where).isNotEmpty();
            if (!shape.isEmpty()) {
                value.forEach(element -> compare(where + "[]", shape.get(0), element));
            }
        } else {
            assertThat(fits(shape.textValue(), value))
                    .as("%s is %s: %s", where, shape, value)
                    .isTrue();
        }
    }

    private static boolean fits(String kind, JsonNode value) {
        if (kind.endsWith("?")) {
            return value.isNull() || fits(kind.substring(0, kind.length() - 1), value);
        }
        return switch (kind) {
            case "text" -> value.isTextual();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "true" -> value.isBoolean() && value.booleanValue();
            case "null" -> value.isNull();
            case "time" -> value.isTextual() && Instant.parse(value.textValue()) != null;
            default -> value.isTextual() && List.of(kind.split("\\|")).contains(value.textValue());
        };
    }
}

package dev.vmsh.engine;

import static dev.vmsh.engine.Warehouse.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.project.AuditCall;
import dev.vmsh.project.BuiltInAudits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in audit on rows that pass, rows that fail, NULL and an empty table, as written in {@code built-in-audits.txt}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuiltInAuditRunTest {
    private record Case(String audit, String columns, String rows, int faults) {
        AuditCall call() {
            String name = audit.substring(0, audit.indexOf('('));
            Map<String, String> arguments = new LinkedHashMap<>();
            for (String argument :
                    audit.substring(name.length() + 1, audit.length() - 1).split(", (?=\\w+ :=)", -1)) {
                String[] sides = argument.split(" := ", 2);
                arguments.put(sides[0], sides[1]);
            }
            return new AuditCall(name, arguments, null);
        }
    }

    @RegisterExtension
    final Warehouses warehouses = new Warehouses();

    List<Warehouse> warehouses() {
        return warehouses.all();
    }

    @ParameterizedTest
    @MethodSource("warehouses")
    void theRowsAtFaultAreFound(Warehouse warehouse) {
        List<String> wrong = new ArrayList<>();
        for (Case each : cases()) {
            warehouse.run("DROP TABLE IF EXISTS store.t", "CREATE TABLE store.t (" + each.columns() + ")");
            if (!each.rows().isEmpty()) {
                warehouse.run("INSERT INTO store.t VALUES " + each.rows());
            }
            for (String thisModel : List.of(TABLE.quoted(), "(SELECT * FROM store.t)")) {
                String query = BuiltInAudits.query(each.call(), warehouse.dialect(), thisModel)
                        .orElseThrow();
                String count = warehouse.rows(AuditSql.count(query)).get(0);
                if (!count.equals(Integer.toString(each.faults()))) {
                    wrong.add(each + " found " + count);
                }
                assertThat(warehouse.rows(AuditSql.sample(query, 1))).hasSize(Math.min(each.faults(), 1));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noAuditIsLeftOut() {
        Set<String> covered = cases().stream().map(each -> each.call().name()).collect(Collectors.toSet());

        assertThat(BuiltInAudits.names().stream().filter(name -> !name.endsWith("_non_blocking")))
                .hasSize(29)
                .isSubsetOf(covered);
    }

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        String[] audit = {"", ""};
        lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            if (line.startsWith("= ")) {
                int columns = line.lastIndexOf(" ; ");
                audit[0] = line.substring(2, columns);
                audit[1] = line.substring(columns + 3);
            } else {
                String[] sides = line.split(" :", 2);
                cases.add(new Case(audit[0], audit[1], sides[1].strip(), Integer.parseInt(sides[0])));
            }
        });
        return cases;
    }

    private static Stream<String> lines() {
        try (InputStream file = BuiltInAuditRunTest.class.getResourceAsStream("built-in-audits.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.vmsh.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** The least that a comparison costs: one full join that counts, in a program that does nothing else. {@code DiffFloor URL}. */
final class DiffFloor {
    private static final List<String> COLUMNS =
            List.of("store", "quantity", "ticket", "weight", "distance", "amount", "customer", "campaign", "day");

    private DiffFloor() {}

    public static void main(String[] args) throws SQLException {
        String matches = COLUMNS.stream()
                .map(column -> ", count(*) FILTER (WHERE a.id = b.id AND a.%1$s IS NOT DISTINCT FROM b.%1$s)"
                        .formatted(column))
                .collect(Collectors.joining());
        try (Connection connection = DriverManager.getConnection(args[0]);
                Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery(
                        "SELECT count(*) FILTER (WHERE b.id IS NULL), count(*) FILTER (WHERE a.id IS NULL)" + matches
                                + " FROM shop.sales a FULL OUTER JOIN shop__dev.sales b ON a.id = b.id")) {
            counts.next();
            System.out.println(counts.getLong(4));
        }
    }
}

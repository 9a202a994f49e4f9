package dev.vmsh.engine.jdbc;

import dev.vmsh.sql.FallbackParser;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/**
 * DuckDB's own parser, asked through an in-memory database that is opened when the first question comes. Safe for use by several
 * threads; questions wait for one another. Once closed it has no opinion on anything.
 */
public final class DuckDbParser implements FallbackParser, AutoCloseable {
    private static final String QUESTION = "SELECT json_serialize_sql(?::VARCHAR)";

    private Connection connection;
    private PreparedStatement question;
    private boolean closed;

    @Override
    public synchronized Optional<String> serialize(String query) {
        if (closed) {
            return Optional.empty();
        }
        try {
            if (connection == null) {
                connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                question = connection.prepareStatement(QUESTION);
            }
            question.setString(1, query);
            try (ResultSet answer = question.executeQuery()) {
                answer.next();
                String json = answer.getString(1);
                return json.startsWith("{\"error\":true") ? Optional.empty() : Optional.of(json);
            }
        } catch (SQLException e) {
            // Some texts make the function fail instead of answering; that, too, means "not accepted".
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        closed = true;
        if (connection != null) {
            question.close();
            connection.close();
        }
    }
}

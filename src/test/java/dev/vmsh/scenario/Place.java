package dev.vmsh.scenario;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Where a desk's warehouse and state are: each story can be told on every place, which is empty for each folder. */
public interface Place {
    /** The settings of the gateway of a project in {@code folder}, for {@code config.yaml}, indented by four spaces. */
    String gatewaySettings(Path folder);

    /** A connection of its own to the warehouse, past vmsh. */
    Connection connect(Path folder) throws SQLException;

    /** The JDBC address at which another process reaches the warehouse; empty where it cannot while vmsh is at work. */
    default Optional<String> address(Path folder) {
        return Optional.empty();
    }

    /** Whether state and rows are in two databases, which no transaction spans. */
    default boolean isApart() {
        return false;
    }

    /** As {@link #connect}, while vmsh is at work in the same process. */
    default Connection connectBeside(Path folder) throws SQLException {
        return connect(folder);
    }

    /** A connection of its own to the database that keeps the state. */
    default Connection connectToState(Path folder) throws SQLException {
        return connect(folder);
    }

    /** The dialect of the project's models. */
    String dialect();

    /** A text of a story's project as this place's dialect spells it. */
    default String spelled(String text) {
        return text;
    }
}

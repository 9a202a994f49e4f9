package dev.vmsh.shell;

import dev.vmsh.engine.EngineSession;
import dev.vmsh.sql.Statement;
import dev.vmsh.sql.Statement.Verb;
import dev.vmsh.work.Connections;
import java.util.Optional;
import java.util.Set;

/** The session's connection, which is given back between two statements unless what the first one did ends with it. For one thread. */
final class KeptConnection implements AutoCloseable {
    private static final Set<String> TRANSACTIONS = Set.of("begin", "start", "commit", "rollback", "end", "abort");

    private final Connections connections;
    private final CurrentSession session;
    private final Console console;
    private final QueryState state;
    private EngineSession connection;
    private String connectedTo = "";
    /** Whether statements may have changed settings of the connection, or made something that ends with it. */
    private boolean settings;

    private boolean objects;
    private boolean toldOfObjects;

    /** @param state told of each connection, to follow what runs on it */
    KeptConnection(Connections connections, CurrentSession session, Console console, QueryState state) {
        this.connections = connections;
        this.session = session;
        this.console = console;
        this.state = state;
    }

    /** The connection to the session's gateway, opened if need be. */
    EngineSession open() {
        String gateway = session.get().gateway();
        if (connection != null && !connectedTo.equals(gateway)) {
            close();
        }
        if (connection == null) {
            connection = connections.engine(gateway).open();
            if (console.onScreen()) {
                state.follow(connection);
            }
            connectedTo = gateway;
        }
        return connection;
    }

    /** A statement that failed changed nothing, so a slip of the fingers holds no connection that others may wait for. */
    void remember(Statement done) {
        Verb verb = done.verb();
        boolean setting = verb == Verb.SESSION && !TRANSACTIONS.contains(WriteConsent.firstWord(done.text()));
        if (setting && !settings) {
            tellOfOpenFile("this setting");
        }
        settings |= setting;
        objects |= verb == Verb.WRITE_SCHEMA;
    }

    /** A person may wonder later why another program waits for the file. */
    private void tellOfOpenFile(String what) {
        if (session.get().rules().interactive()
                && connections.keepsOthersOut(session.get().gateway())) {
            console.note(
                    "note: to keep %s the shell keeps its database file open, and other programs out, until it ends"
                            .formatted(what));
        }
    }

    /** The next statement gets another connection. */
    void forget() {
        if (settings || objects || inTransaction()) {
            console.note("note: what SET, BEGIN and temporary tables had changed went with the connection");
        }
        close();
    }

    /** Gives the connection back, unless statements changed its settings, began a transaction or made temporary objects on it. */
    void idle() {
        if (connection != null && !settings && !inTransaction()) {
            objects = objects && connection.holdsTemporaryObjects();
            if (!objects) {
                close();
            } else if (!toldOfObjects) {
                toldOfObjects = true;
                tellOfOpenFile("temporary objects");
            }
        }
    }

    /** Why the connection is not given back between statements; empty if it is. */
    Optional<String> keepsConnection() {
        if (connection == null) {
            return Optional.empty();
        }
        if (inTransaction()) {
            return Optional.of("an open transaction");
        }
        if (settings) {
            return Optional.of("settings of this session");
        }
        return objects ? Optional.of("temporary objects") : Optional.empty();
    }

    /** Whether a transaction is open that the user began. */
    boolean inTransaction() {
        return connection != null && connection.inTransaction();
    }

    /** Gives the connection back, whatever it holds. The next statement opens another. */
    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
        settings = false;
        objects = false;
        toldOfObjects = false;
    }
}

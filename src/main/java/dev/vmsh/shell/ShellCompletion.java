package dev.vmsh.shell;

import dev.vmsh.work.Connections;
import java.util.List;

/** Completion from what the background thread last saw of project and database. */
final class ShellCompletion implements Completion {
    private final Connections connections;
    private final CurrentSession session;
    private final Commands commands;

    ShellCompletion(Connections connections, CurrentSession session, Commands commands) {
        this.connections = connections;
        this.session = session;
        this.commands = commands;
    }

    /** Looks again, in the background. */
    void refresh() {}

    @Override
    public List<Candidate> at(String buffer, int cursor) {
        return List.of();
    }
}

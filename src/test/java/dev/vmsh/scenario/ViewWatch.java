package dev.vmsh.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A {@link ViewReader} at work. */
interface ViewWatch {
    /** Ends the reading, and tells what was seen. */
    ViewReader.Seen seen();

    /** How a database is reached. */
    interface Way {
        Connection connect() throws SQLException;
    }

    /** Reads in this process until {@code over}; connected when it returns. */
    static ViewWatch inThread(Way way, int last, AtomicBoolean over) {
        try {
            Connection connection = way.connect();
            var seen = CompletableFuture.supplyAsync(() -> ViewReader.read(connection, last, over::get));
            return () -> {
                ViewReader.Seen result = seen.join();
                close(connection);
                return result;
            };
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads in a process of its own, connected when this returns. */
    static ViewWatch inProcess(String address, int last) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ViewReader.class.getName(),
                            address,
                            Integer.toString(last))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            if (!"reading".equals(said.readLine())) {
                throw new AssertionError("the reader did not begin");
            }
            return () -> end(process, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A reader that met a fault has ended by itself, and is told nothing any more. */
    private static ViewReader.Seen end(Process process, BufferedReader said) {
        try {
            if (process.isAlive()) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            String[] words = said.readLine().split(" ", 2);
            process.waitFor();
            return new ViewReader.Seen(Integer.parseInt(words[0]), words[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

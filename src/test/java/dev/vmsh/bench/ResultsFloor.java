package dev.vmsh.bench;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** The least that writing a result costs: the driver streams, each cell is asked for as text and written, and nothing is quoted. */
final class ResultsFloor {
    private ResultsFloor() {}

    /** A process of its own that does it, on a JVM as vmsh has. */
    static List<String> command(String url, String query) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.library.path=" + System.getProperty("java.library.path"),
                "-cp",
                System.getProperty("java.class.path"),
                ResultsFloor.class.getName(),
                url,
                query);
    }

    public static void main(String[] args) throws SQLException, IOException {
        var streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        try (Connection connection = DriverManager.getConnection(args[0], streaming);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(args[1]);
                Writer out = new BufferedWriter(
                        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8))) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    out.write(rows.getString(i));
                    out.write(i < columns ? ',' : '\n');
                }
            }
        }
    }
}

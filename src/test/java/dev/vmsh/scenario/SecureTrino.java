package dev.vmsh.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A Trino server of its own, one process, that wants https and a password or a token: {@code scripts/trino-cluster start --secure}. Gives
 * itself a catalog on each connector that is asked for, and signs tokens as the server's owner would.
 */
final class SecureTrino implements Place {
    static final String USER = "ana";

    private final Path data;
    private final int port;
    private String settings = "";
    private String catalog = "iceberg";

    private SecureTrino(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /** @param data a folder that is empty */
    static SecureTrino start(Path data) throws IOException, InterruptedException {
        var server = new SecureTrino(data, freePort());
        server.script("start", "--secure");
        return server;
    }

    /** Of two that are free, the first. */
    private static int freePort() throws IOException {
        for (int port = 18_500; port < 19_000; port += 2) {
            if (isFree(port) && isFree(port + 1)) {
                return port;
            }
        }
        throw new IOException("no port is free");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private void script(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("scripts/trino-cluster"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("VMSH_TRINO_DATA", data.toString());
        builder.environment().put("VMSH_TRINO_PORT", Integer.toString(port));
        builder.environment().put("VMSH_TRINO_MEMORY", "1024");
        if (builder.start().waitFor() != 0) {
            throw new IOException(command + " failed, see above");
        }
    }

    /** A new catalog, so that a test finds nothing in it; models are kept there from now on. */
    String newCatalog(String connector) throws IOException, SQLException {
        String name = connector + "_" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        String metastore = connector.equals("iceberg")
                ? "\"iceberg.catalog.type\" = 'TESTING_FILE_METASTORE'"
                : "\"hive.metastore\" = 'file', \"hive.security\" = 'sql-standard'";
        try (Connection connection = open("system");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE CATALOG %s USING %s WITH (%s, \"hive.metastore.catalog.dir\" = 'local:///%s', \"fs.native-local.enabled\" = 'true', \"local.location\" = '%s')"
                            .formatted(name, connector, metastore, name, data.resolve("tables")));
        }
        catalog = name;
        return name;
    }

    /** What a connection says about who asks, each line indented by six spaces. */
    void authenticate(String lines) {
        settings = lines;
    }

    void withPassword(String password) {
        authenticate("      user: ana\n      method: basic\n      password: '" + password + "'\n");
    }

    void withToken(String user, String token) {
        authenticate("      user: %s%n      method: jwt%n      jwt_token: '%s'%n".formatted(user, token));
    }

    String password() throws IOException {
        return Files.readString(data.resolve("secure/password")).strip();
    }

    Path certificate() {
        return data.resolve("secure/certificate.pem");
    }

    /** For {@code user}, until {@code end}. */
    String token(String user, Instant end) throws IOException, GeneralSecurityException {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String head = encoder.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        String body = encoder.encodeToString("{\"sub\":\"%s\",\"exp\":%d}"
                .formatted(user, end.getEpochSecond())
                .getBytes(StandardCharsets.UTF_8));
        var mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder()
                .decode(Files.readString(data.resolve("secure/token.key")).strip());
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed = head + "." + body;
        return signed + "." + encoder.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String gatewaySettings(Path folder) {
        return """
                    connection:
                      type: trino
                      host: localhost
                      port: %d
                      http_scheme: https
                      cert: %s
                      catalog: %s
                %s    state_connection:
                      type: duckdb
                      database: state.db
                """.formatted(port, certificate(), catalog, settings);
    }

    private Connection open(String where) throws SQLException, IOException {
        var properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password());
        properties.setProperty("SSL", "true");
        properties.setProperty("SSLTrustStorePath", certificate().toString());
        return DriverManager.getConnection("jdbc:trino://localhost:%d/%s".formatted(port, where), properties);
    }

    @Override
    public Connection connect(Path folder) throws SQLException {
        try {
            return open(catalog);
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    @Override
    public String dialect() {
        return "trino";
    }

    void stop() throws IOException, InterruptedException {
        script("stop");
    }
}

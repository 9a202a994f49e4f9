package dev.vmsh.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A port that passes everything on to a server, and can be cut off from it as by a server that dies or goes silent. */
final class Relay implements AutoCloseable {
    private final ServerSocket entry;
    private final String host;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "relay");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean silent;
    private volatile boolean dead;
    private volatile String deadly;

    Relay(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.entry = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return entry.getLocalPort();
    }

    /** From here on nothing is answered, and nobody is told. */
    void goSilent() {
        silent = true;
    }

    /** Every connection ends, and each new one ends at once. */
    void die() {
        dead = true;
        open.forEach(Relay::shut);
    }

    /** It dies, as by {@link #die()}, when somebody sends a request with {@code text} in it, which does not get through. */
    void dieWhenAsked(String text) {
        deadly = text;
    }

    void comeBack() {
        deadly = null;
        silent = false;
        dead = false;
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                Socket client = entry.accept();
                if (dead) {
                    shut(client);
                } else {
                    var server = new Socket(host, port);
                    open.add(client);
                    open.add(server);
                    threads.execute(() -> pass(client, server));
                    threads.execute(() -> pass(server, client));
                }
            } catch (IOException e) {
                // the entry was closed, or the server is away: whoever asked finds a connection that ends
            }
        }
    }

    private void pass(Socket from, Socket to) {
        var bytes = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                String text = deadly;
                if (text != null && new String(bytes, 0, count, StandardCharsets.ISO_8859_1).contains(text)) {
                    die();
                }
                if (!silent) {
                    out.write(bytes, 0, count);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // one side is gone, so the other goes too
        } finally {
            shut(from);
            shut(to);
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
        open.forEach(Relay::shut);
        threads.shutdownNow();
    }
}

package dev.vmsh.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * An interactive session on a terminal of its own (made by {@code script} of util-linux), driven as by somebody who types. The terminal
 * has very many lines, so that nothing is shown in a pager.
 */
final class TypedSession implements AutoCloseable {
    private static final Pattern ESCAPE =
            Pattern.compile("\u001b(\\[[0-9;?]*[ -/]*[@-~]|\\][^\u0007]*\u0007|[()][0-9A-B]|[=>])");
    private static final long LONGEST_WAIT_SECONDS = 120;
    private static final long MOMENT_MILLIS = 300;

    private final Process process;
    private final OutputStream keyboard;
    /** What has been shown, without escape codes; its own lock. */
    private final StringBuilder screen = new StringBuilder();

    private int marks;

    /** @param command one line for a shell */
    TypedSession(Path folder, String command) throws IOException {
        process = new ProcessBuilder(
                        List.of("script", "-qefc", "stty rows 1000 cols 200; exec " + command, "/dev/null"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        keyboard = process.getOutputStream();
        var reader = new Thread(this::readScreen, "screen");
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits until {@code text} has been shown; returns the milliseconds that took. */
    long await(String text) throws InterruptedException, TimeoutException {
        long start = System.nanoTime();
        long deadline = start + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
        synchronized (screen) {
            while (screen.indexOf(text) < 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || !process.isAlive()) {
                    throw new TimeoutException("never saw '%s' in:%n%s".formatted(text, screen));
                }
                screen.wait(Math.min(left, 100));
            }
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /**
     * Types {@code line}, then a query whose answer cannot be mistaken for its echo, and waits for the answer.
     *
     * @return milliseconds, the query's own included
     */
    long type(String line) throws IOException, InterruptedException, TimeoutException {
        marks++;
        String answer = "mark" + marks + "end";
        synchronized (screen) {
            screen.setLength(0);
        }
        String question = "select 'mark' || '" + marks + "end' as mark;\r";
        keyboard.write(((line.isEmpty() ? "" : line + "\r") + question).getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
        return await(answer);
    }

    /**
     * Types {@code line} when the prompt has stood there for a moment, as for somebody who has read the answer before, and waits for
     * {@code answer}, which must not be part of it.
     *
     * @return milliseconds
     */
    long ask(String line, String answer) throws IOException, InterruptedException, TimeoutException {
        TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
        synchronized (screen) {
            screen.setLength(0);
        }
        keyboard.write((line + "\r").getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
        return await(answer);
    }

    @Override
    public void close() throws IOException {
        keyboard.write("exit\r".getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroy();
    }

    private void readScreen() {
        try (InputStream output = process.getInputStream()) {
            var chunk = new byte[8192];
            for (int length = output.read(chunk); length >= 0; length = output.read(chunk)) {
                String text = new String(chunk, 0, length, StandardCharsets.UTF_8);
                synchronized (screen) {
                    screen.append(text);
                    String plain = ESCAPE.matcher(screen).replaceAll("");
                    screen.setLength(0);
                    screen.append(plain);
                    screen.notifyAll();
                }
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

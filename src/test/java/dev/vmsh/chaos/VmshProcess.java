package dev.vmsh.chaos;

import dev.vmsh.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One vmsh as the system starts it: a process of its own, which can be watched and killed. */
final class VmshProcess {
    /** Longer than any command here takes, even where many other processes are at work. */
    private static final Duration TOO_LONG = Duration.ofMinutes(3);

    private final Process process;
    private final List<String> said = new ArrayList<>();
    private final Thread listener;

    private VmshProcess(Process process) {
        this.process = process;
        this.listener = new Thread(this::listen, "listener");
        listener.setDaemon(true);
        listener.start();
    }

    static VmshProcess start(Path project, List<String> words) {
        return start(project, List.of(), List.of("dev.vmsh.Main"), words);
    }

    /** As {@link #start(Path, List)}, telling its {@link Steps}, and stopping at {@code moment}; null to go through. */
    static VmshProcess startStepped(Path project, Moments.Moment moment, List<String> words) {
        var main = new ArrayList<String>();
        if (moment != null) {
            main.add("-Dvmsh.stop.at=" + moment.step());
            main.add("-Dvmsh.stop.after=" + moment.times());
        }
        main.add("dev.vmsh.SteppedMain");
        return start(project, List.of(), main, words);
    }

    /** As {@link #start(Path, List)}, where no file may grow beyond {@code blocks} of 1,024 bytes: a disk that is full. */
    static VmshProcess startOnSmallDisk(Path project, long blocks, List<String> words) {
        return start(
                project,
                List.of("bash", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "bash"),
                List.of("dev.vmsh.Main"),
                words);
    }

    private static VmshProcess start(Path project, List<String> prefix, List<String> main, List<String> words) {
        var command = new ArrayList<String>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m"));
        command.add("--enable-native-access=ALL-UNNAMED");
        Stream.of(System.getProperty("vmsh.chaos.jvm", "").split(" "))
                .filter(option -> !option.isEmpty())
                .forEach(command::add);
        command.addAll(List.of("-cp", classPath()));
        command.addAll(main);
        command.addAll(List.of("--project", project.toString(), "--verbose"));
        command.addAll(words);
        try {
            return new VmshProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where this program's own classes come from, whoever loaded them. */
    private static String classPath() {
        if (Main.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private void listen() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (said) {
                    said.add(line);
                    said.notifyAll();
                }
            }
        } catch (IOException closed) {
            // The process was killed with its pipe half read: all that it said is there.
            synchronized (said) {
                said.notifyAll();
            }
        }
    }

    /** Waits until it has said a line that begins with {@code beginning}, or has ended. */
    void awaitLine(String beginning) {
        long deadline = System.nanoTime() + TOO_LONG.toNanos();
        synchronized (said) {
            while (process.isAlive()
                    && System.nanoTime() < deadline
                    && said.stream().noneMatch(line -> line.startsWith(beginning))) {
                waitABit();
            }
        }
    }

    /** Waits until it has said {@code line} {@code times} times, or has ended. */
    void awaitLines(String line, int times) {
        long deadline = System.nanoTime() + TOO_LONG.toNanos();
        synchronized (said) {
            while (process.isAlive()
                    && System.nanoTime() < deadline
                    && said.stream().filter(line::equals).count() < times) {
                waitABit();
            }
        }
    }

    /** The steps that it passed, in order. */
    List<String> steps() {
        return said().lines()
                .filter(line -> line.startsWith(Steps.MARK))
                .map(line -> line.substring(Steps.MARK.length()))
                .toList();
    }

    private void waitABit() {
        try {
            said.wait(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /**
     * SIGKILL: nothing of the process runs after it.
     *
     * @return whether it was still alive
     */
    boolean kill() {
        boolean alive = process.isAlive();
        process.destroyForcibly();
        await();
        return alive;
    }

    /** SIGINT, which is what Ctrl-C sends. */
    void interrupt() {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits for the end.
     *
     * @return the exit code
     */
    int await() {
        try {
            if (!process.waitFor(TOO_LONG.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("vmsh hangs; it said: " + said());
            }
            listener.join(TimeUnit.SECONDS.toMillis(10));
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that it printed so far. */
    String said() {
        synchronized (said) {
            return String.join("\n", said);
        }
    }

    /** The part of an apply that it announced last; {@code start} before the first. */
    String stage() {
        String stage = "start";
        for (String line : said().lines().toList()) {
            if (line.equals("backfill") || line.equals("promote")) {
                stage = line;
            } else if (line.startsWith("views:")) {
                stage = "done";
            }
        }
        return stage;
    }
}

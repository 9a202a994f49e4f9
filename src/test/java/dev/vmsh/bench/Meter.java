package dev.vmsh.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a program to its end and tells what that cost. CPU time and memory are read from Linux's {@code /proc}: the time of children that
 * have ended is exact, the peak of memory is the last one seen, at most a few milliseconds before the end.
 */
final class Meter {
    private static final long MILLIS_PER_TICK = 10;
    private static final long SAMPLE_MILLIS = 4;
    private static final long BYTES_PER_KILOBYTE = 1024;
    /** Some JDKs write kilobytes, some bytes. */
    private static final Pattern COMMITTED = Pattern.compile("Total: reserved=\\d+(?:KB)?, committed=(\\d+)(KB)?");

    private Meter() {}

    /**
     * @param target whose server, if there is one, works for the program
     * @param folder the working directory; the program's output goes to a file {@code output.log} in it
     * @throws IOException if the program failed; the end of its output is in the message
     */
    static Cost run(Target target, Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.log");
        long own = ProcessHandle.current().pid();
        long serverBefore = target.serverCpuMillis();
        long cpuBefore = cpuOfEndedChildren(own);
        long start = System.nanoTime();
        Process process = builder(folder, command, output).start();
        long peak = -1;
        while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakOf(process.pid()));
        }
        long wall = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        checkDone(process, folder, command, output);
        return new Cost(
                wall,
                cpuBefore < 0 ? -1 : cpuOfEndedChildren(own) - cpuBefore,
                target.serverCpuMillis() - serverBefore,
                peak);
    }

    /**
     * Runs {@code scripts/vmsh} once more and asks its JVM at the end for the memory that it has taken for itself: heap, classes, compiled
     * code, threads. What a native library such as DuckDB allocates is not in it. The heap starts small, so that it grows to what is needed;
     * the JVM gives hardly anything back, so this is its peak.
     *
     * @return kilobytes
     */
    static long ownOfJvm(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.log");
        ProcessBuilder builder = builder(folder, command, output);
        builder.environment()
                .put(
                        "VMSH_JAVA_OPTIONS",
                        "-Xms16m -XX:NativeMemoryTracking=summary -XX:+UnlockDiagnosticVMOptions -XX:+PrintNMTStatistics");
        Process process = builder.start();
        process.waitFor();
        checkDone(process, folder, command, output);
        String text = Files.readString(output, StandardCharsets.UTF_8);
        Matcher total = COMMITTED.matcher(text);
        if (!total.find()) {
            throw new IOException("the JVM did not tell its memory: " + text);
        }
        long committed = Long.parseLong(total.group(1));
        return total.group(2) == null ? committed / BYTES_PER_KILOBYTE : committed;
    }

    private static ProcessBuilder builder(Path folder, List<String> command, Path output) {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
    }

    private static void checkDone(Process process, Path folder, List<String> command, Path output) throws IOException {
        if (process.exitValue() != 0) {
            String text = Files.readString(output, StandardCharsets.UTF_8);
            throw new IOException("%s in %s ended with %d:%n%s"
                    .formatted(
                            command, folder, process.exitValue(), text.substring(Math.max(0, text.length() - 2000))));
        }
    }

    /** Milliseconds of user and system time; -1 if the system does not tell. */
    static long cpuOfEndedChildren(long process) throws IOException {
        Path times = Path.of("/proc/" + process + "/stat");
        if (!Files.exists(times)) {
            return -1;
        }
        String stat = Files.readString(times);
        // The name of the program stands in parentheses and may hold spaces; after it, fields count from the state, the
        // third one.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * MILLIS_PER_TICK;
    }

    private static long peakOf(long process) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(-1);
        } catch (NoSuchFileException e) {
            return -1; // it has just ended
        } catch (IOException e) {
            if (ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false)) {
                throw e;
            }
            return -1;
        }
    }
}

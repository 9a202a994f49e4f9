package dev.vmsh.shell.jline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Keeps what is being typed in a file, so that it outlives a crash or a closed terminal, and finds what a dead shell left. Written on a
 * thread of its own: whoever types does not wait for the disk.
 */
final class UnsavedText implements AutoCloseable {
    private static final String PREFIX = "unsaved-";
    private static final long PAUSE_MILLIS = 300;

    private final Optional<Path> folder;
    private final Path file;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "unsaved-text");
        thread.setDaemon(true);
        return thread;
    });
    private volatile String typed = "";
    private String written = "";

    /** @param state folder of the user; empty if nothing can be kept */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the writer
    UnsavedText(Optional<Path> state) {
        this.folder = state;
        this.file = state.orElse(Path.of(""))
                .resolve(PREFIX + ProcessHandle.current().pid());
        if (state.isPresent()) {
            writer.scheduleWithFixedDelay(this::write, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** What stands there now; nothing that seems to hold a secret is kept. */
    void typed(String text) {
        typed = text.isBlank() || PrivateHistory.holdsSecret(text) ? "" : text;
    }

    /** Writes {@code text} at once: there may be no later. */
    void keep(String text) {
        typed(text);
        write();
    }

    /** What a shell that is gone had not sent off; empty if there is nothing. It is given out once. */
    Optional<String> left() {
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder.get())) {
            List<Path> orphans = files.filter(UnsavedText::isOrphan).sorted().toList();
            for (Path orphan : orphans) {
                Optional<String> text = take(orphan);
                if (text.isPresent()) {
                    return text;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isOrphan(Path file) {
        String name = file.getFileName().toString();
        return name.matches(PREFIX + "\\d+")
                && ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length())))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    /** Moved first, so that of two shells that start together one gets it. */
    private static Optional<String> take(Path orphan) {
        Path taken = orphan.resolveSibling("taken-" + ProcessHandle.current().pid());
        try {
            Files.move(orphan, taken, StandardCopyOption.ATOMIC_MOVE);
            String text = Files.readString(taken);
            Files.delete(taken);
            return Optional.of(text).filter(found -> !found.isBlank());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private synchronized void write() {
        String now = typed;
        if (folder.isEmpty() || now.equals(written)) {
            return;
        }
        try {
            if (now.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                if (!Files.exists(file)) {
                    PrivateFile.create(file);
                }
                Files.writeString(file, now);
            }
            written = now;
        } catch (IOException e) {
            // A convenience: whoever types is not to be told at each key that the disk is full. The next change tries
            // again.
            written = "";
        }
    }

    /** Ends; what was kept on purpose stays. */
    @Override
    public void close() {
        writer.shutdownNow();
        write();
    }
}

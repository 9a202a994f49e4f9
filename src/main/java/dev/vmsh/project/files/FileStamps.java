package dev.vmsh.project.files;

import dev.vmsh.project.files.ProjectFiles.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What identifies the content of files, remembered for as long as their time and size stay the same. For one thread at a time.
 */
final class FileStamps {
    /** A file changed so shortly before it was read may change again without a new time. */
    private static final long TOO_FRESH_NANOSECONDS = TimeUnit.SECONDS.toNanos(1);

    private record Stamp(long modified, long size, String content, boolean settled) {}

    private final Map<Path, Stamp> stamps = new HashMap<>();

    /** @throws IOException if the file cannot be read */
    String content(Found file) throws IOException {
        Stamp stamp = stamps.get(file.path());
        boolean same =
                stamp != null && stamp.settled() && stamp.modified() == file.modified() && stamp.size() == file.size();
        if (same) {
            return stamp.content();
        }
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        String content = Digest.of(file.path());
        boolean settled = now - file.modified() > TOO_FRESH_NANOSECONDS;
        stamps.put(file.path(), new Stamp(file.modified(), file.size(), content, settled));
        return content;
    }

    /** @throws IOException if there is no such file, or it cannot be read */
    String content(Path file) throws IOException {
        long modified = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
        return content(new Found(file, modified, Files.size(file)));
    }
}

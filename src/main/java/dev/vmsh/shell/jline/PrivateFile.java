package dev.vmsh.shell.jline;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes files that nobody but their owner may read, from their first moment on. */
final class PrivateFile {
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");

    private PrivateFile() {}

    /** Makes {@code file}, empty, and its folders; a file that is there keeps its content. */
    static void create(Path file) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(file.getParent());
        if (!Files.exists(file)) {
            if (posix) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWN));
            } else {
                Files.createFile(file);
            }
        } else if (posix && Files.isRegularFile(file)) {
            Files.setPosixFilePermissions(file, OWN);
        }
    }
}

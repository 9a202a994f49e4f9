package dev.vmsh.shell;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What the process was given. Tests give their own.
 *
 * @param inputIsTerminal whether somebody types; asked once, when it matters
 * @param outputIsTerminal whether somebody reads
 * @param environment variables of the process
 */
public record ProcessIo(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        BooleanSupplier inputIsTerminal,
        BooleanSupplier outputIsTerminal,
        Map<String, String> environment,
        Path workingDirectory) {}

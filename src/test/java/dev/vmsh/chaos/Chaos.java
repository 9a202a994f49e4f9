package dev.vmsh.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code Chaos [KILLS [SEED]]}: so many kills on a DuckDB file; prints what they hit, and fails at the first thing that does not hold. */
public final class Chaos {
    private Chaos() {}

    public static void main(String[] arguments) throws IOException {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        Path folder = Files.createTempDirectory("vmsh-chaos");
        System.out.printf("seed %d, project in %s%n", seed, folder);
        Rampage.Outcome outcome = new Rampage(folder, seed).run(kills);
        System.out.printf(
                "kills %d, commands that ended before %d, times all was finished and cleaned up %d%n",
                outcome.kills(), outcome.survivors(), outcome.peaces());
        System.out.printf("hit at: %s%nhit commands: %s%n", outcome.stages(), outcome.commands());
        System.out.println("every check held");
    }
}

package dev.vmsh.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * {@code TrinoChaos HOST:PORT SCRIPT VICTIM KILLS [SEED]}: so many kills on a Trino cluster, of vmsh or of a node; prints what they hit, and
 * fails at the first thing that does not hold. SCRIPT starts nodes again.
 */
public final class TrinoChaos {
    private TrinoChaos() {}

    public static void main(String[] arguments) throws IOException {
        var victim = TrinoRampage.Victim.valueOf(arguments[2].toUpperCase(Locale.ROOT));
        long seed = arguments.length > 4 ? Long.parseLong(arguments[4]) : System.nanoTime();
        Path folder = Files.createTempDirectory("vmsh-chaos");
        System.out.printf("seed %d, project in %s%n", seed, folder);
        var rampage = new TrinoRampage(folder, arguments[0], victim, Path.of(arguments[1]), seed);
        System.out.println(rampage.run(Integer.parseInt(arguments[3])));
        System.out.println("every check held");
    }
}

package dev.vmsh;

import dev.vmsh.chaos.Steps;

/**
 * vmsh as it is, except that it tells each step that it takes in a database, and stops for good at one of them if it is told to:
 * {@code -Dvmsh.stop.at=NAME -Dvmsh.stop.after=TIMES}. Whoever started it kills it then.
 */
public final class SteppedMain {
    private SteppedMain() {}

    public static void main(String[] arguments) {
        var steps = new Steps(System.getProperty("vmsh.stop.at", ""), Integer.getInteger("vmsh.stop.after", 1));
        Main.start(arguments, steps::around);
    }
}

package dev.vmsh.shell;

import dev.vmsh.work.Stop;
import dev.vmsh.work.WorkEvent;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Does work that takes long: tells how it goes on, and lets Ctrl-C end it. */
final class PlanWork {
    private final Console console;

    PlanWork(Console console) {
        this.console = console;
    }

    @SuppressWarnings("try") // the interruption is only there to end
    <T> T run(BiFunction<Stop, Consumer<WorkEvent>, T> work) {
        var stop = new Stop();
        try (var progress = new WorkProgress(console);
                var interruption = console.person().onInterrupt(stop::request)) {
            return work.apply(stop, progress);
        }
    }
}

package dev.vmsh.shell;

import dev.vmsh.work.Stop;
import dev.vmsh.work.WorkEvent;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Does work that takes long: tells how it goes on, and lets Ctrl-C end it. */
final class PlanWork {
    private final Console console;
    private final CurrentSession session;
    private final Supplier<BatchTimes> times;

    /** @param times what is known of earlier runs of the session's project */
    PlanWork(Console console, CurrentSession session, Supplier<BatchTimes> times) {
        this.console = console;
        this.session = session;
        this.times = times;
    }

    @SuppressWarnings("try") // the interruption is only there to end
    <T> T run(BiFunction<Stop, Consumer<WorkEvent>, T> work) {
        var stop = new Stop();
        try (var progress = new WorkProgress(console, times.get());
                var interruption = console.person().onInterrupt(stop::request)) {
            T done = work.apply(stop, progress);
            session.environmentMoved();
            return done;
        }
    }
}

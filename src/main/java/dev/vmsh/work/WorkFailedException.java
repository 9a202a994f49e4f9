package dev.vmsh.work;

import dev.vmsh.engine.EngineException;
import dev.vmsh.interval.Interval;
import dev.vmsh.interval.IntervalText;
import dev.vmsh.problem.Problem;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Model;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.List;

/** Some models could not be computed. Those that could stay computed. */
public final class WorkFailedException extends VmshException {
    private static final long serialVersionUID = 1L;
    private static final int SQL_SHOWN = 300;

    private final transient Report report;

    /** @param interval of the batch that failed */
    public record Failure(Model model, Interval interval, Exception cause) {
        /** {@code s.orders failed (models/orders.sql:3) at 2024-01-05: no such column}, and the statement if one was sent. */
        String text() {
            String what = cause.getMessage();
            String name = model.name() + ": ";
            var out = new StringBuilder("%s failed (%s:%d) at %s: %s"
                    .formatted(
                            model.name(),
                            model.file(),
                            model.line(),
                            IntervalText.of(interval, model.schedule().unit()),
                            what.startsWith(name) ? what.substring(name.length()) : what));
            if (cause instanceof EngineException engine && engine.sql() != null) {
                String sql = engine.sql().replaceAll("\\s+", " ").strip();
                out.append("\n  sent: ").append(sql.length() > SQL_SHOWN ? sql.substring(0, SQL_SHOWN) + "..." : sql);
            }
            return out.toString();
        }
    }

    /**
     * How far the work came.
     *
     * @param skipped models that read a failed one
     * @param done models that were finished, in the order in which they were
     * @param batches finished ones, also those of models that failed later
     */
    public record Report(List<Failure> failed, List<TableName> skipped, List<TableName> done, int batches) {
        public Report {
            failed = List.copyOf(failed);
            skipped = List.copyOf(skipped);
            done = List.copyOf(done);
        }

        private String text() {
            var lines = new ArrayList<String>();
            lines.add("%d of %d models failed".formatted(failed.size(), failed.size() + skipped.size() + done.size()));
            failed.forEach(failure -> lines.add(failure.text()));
            if (!skipped.isEmpty()) {
                lines.add("skipped, since they read a failed model: " + names(skipped));
            }
            if (!done.isEmpty()) {
                lines.add("done: " + names(done));
            }
            lines.add("%d %s done and stay done".formatted(batches, batches == 1 ? "batch is" : "batches are"));
            return String.join("\n", lines);
        }

        private static String names(List<TableName> models) {
            return String.join(", ", models.stream().map(TableName::toString).toList());
        }
    }

    /** @param report with at least one failure */
    WorkFailedException(Report report) {
        super(
                report.text(),
                remedy(report.failed()),
                List.of(problem(report.failed().get(0))),
                report.failed().get(0).cause());
        this.report = report;
    }

    private static Problem problem(Failure failure) {
        String remedy = failure.cause() instanceof VmshException told ? told.remedy() : "";
        return new Problem(
                failure.model().file(),
                failure.model().line(),
                0,
                String.valueOf(failure.cause().getMessage()),
                remedy);
    }

    private static String remedy(List<Failure> failed) {
        String own = failed.stream()
                .map(Failure::cause)
                .filter(VmshException.class::isInstance)
                .map(cause -> ((VmshException) cause).remedy())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("Mend the cause");
        return own + ". The same plan again does only the rest";
    }

    public Report report() {
        return report;
    }

    /** Interrupted work is not a fault of the models. */
    @Override
    public int exitCode() {
        boolean interrupted =
                report.failed().stream().map(Failure::cause).allMatch(InterruptedWorkException.class::isInstance);
        return interrupted ? InterruptedWorkException.EXIT_CODE : 1;
    }
}

package dev.vmsh.work;

import dev.vmsh.project.UnitTest;
import java.util.List;
import java.util.Locale;

/**
 * How a unit test went.
 *
 * @param message why it could not be run or was skipped; empty otherwise
 * @param failures what differs; empty unless the status is {@link Status#FAIL}
 * @param schema where its fixtures were left; null if they were removed
 */
public record TestResult(UnitTest test, Status status, String message, List<Failure> failures, String schema) {
    public TestResult {
        failures = List.copyOf(failures);
    }

    /**
     * One result that is not as expected.
     *
     * @param part name of the CTE; empty for the model's query
     */
    public record Failure(String part, Mismatch mismatch) {}

    /** What a test or an audit came to. */
    public enum Status {
        PASS,
        FAIL,
        /** It could not be run. */
        ERROR,
        SKIP;

        /** As in JSON. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the answer is no. */
        public boolean bad() {
            return this == FAIL || this == ERROR;
        }
    }
}

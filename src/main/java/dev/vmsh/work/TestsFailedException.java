package dev.vmsh.work;

import dev.vmsh.problem.VmshException;
import java.util.List;
import java.util.stream.Collectors;

/** Unit tests failed, so nothing else was done: exit code 3. */
public final class TestsFailedException extends VmshException {
    private static final long serialVersionUID = 1L;

    /**
     * @param bad the results that stand in the way
     * @param ran how many tests there are
     */
    public TestsFailedException(List<TestResult> bad, int ran) {
        super(
                "%d of %d unit tests failed, nothing was planned: %s"
                        .formatted(
                                bad.size(),
                                ran,
                                bad.stream().map(result -> result.test().path()).collect(Collectors.joining(", "))),
                "Type 'test' to see how, or add --skip-tests");
    }

    @Override
    public int exitCode() {
        return 3;
    }
}

package dev.vmsh.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Something that is measured beside its floor. */
interface Subject {
    /** Names that {@code --engine} may have; the first one is meant when nothing is said. */
    List<String> engines();

    /** What {@code --size} is when nothing is said, in whatever the subject counts. */
    int usualSize();

    /** What is measured, for the line above the table: {@code 200 models of 100 rows}. */
    String describe(Settings settings);

    /** One pass over everything, on data that is new; what it cost goes to {@code report}. */
    void measure(Settings settings, Report report) throws IOException, InterruptedException, TimeoutException;
}

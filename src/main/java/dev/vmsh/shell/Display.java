package dev.vmsh.shell;

import dev.vmsh.shell.render.OutputFormat;

/**
 * How results are shown.
 *
 * @param timing whether each statement's time is told
 * @param rowLimit most rows of a table for people; 0 for all
 */
public record Display(OutputFormat format, Expanded expanded, boolean timing, int rowLimit) {
    public static final Display DEFAULT = new Display(OutputFormat.TABLE, Expanded.AUTO, false, 1000);

    /** Whether tables are written vertically. */
    public enum Expanded {
        ON,
        OFF,
        /** When wider than the screen. */
        AUTO
    }

    public Display withFormat(OutputFormat changed) {
        return new Display(changed, expanded, timing, rowLimit);
    }

    public Display withExpanded(Expanded changed) {
        return new Display(format, changed, timing, rowLimit);
    }

    public Display withTiming(boolean changed) {
        return new Display(format, expanded, changed, rowLimit);
    }

    public Display withRowLimit(int changed) {
        return new Display(format, expanded, timing, changed);
    }

    /** The format rows are written in: a table that is expanded is vertical. */
    public OutputFormat rowFormat() {
        return format == OutputFormat.TABLE && expanded == Expanded.ON ? OutputFormat.VERTICAL : format;
    }
}

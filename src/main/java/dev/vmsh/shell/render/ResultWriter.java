package dev.vmsh.shell.render;

import dev.vmsh.engine.Rows;
import java.io.Writer;

/** Writes a query's result in one format. Stateless; keeps no more rows in memory than the format needs. */
public interface ResultWriter {
    /**
     * Reads {@code rows} from where they stand and writes them. Does not close either.
     *
     * @throws java.io.UncheckedIOException if {@code out} fails
     */
    Written write(Rows rows, Writer out);

    /**
     * What was written.
     *
     * @param rows how many
     * @param more whether reading stopped at the limit although there are more
     */
    record Written(long rows, boolean more) {}

    /** The writer for {@code format}. */
    static ResultWriter of(OutputFormat format, Layout layout) {
        return switch (format) {
            case TABLE -> new TableWriter(layout);
            case VERTICAL -> new VerticalWriter(layout);
            case CSV -> DelimitedWriter.CSV;
            case TSV -> DelimitedWriter.TSV;
            case JSON -> new JsonWriter(false);
            case JSONL -> new JsonWriter(true);
            case MARKDOWN -> new MarkdownWriter();
        };
    }

    /**
     * The screen that a result is laid out for.
     *
     * @param width columns; 0 if there is no limit
     * @param rowLimit most rows of a table for people; 0 for all
     * @param vertical whether a table that is too wide is written vertically
     */
    record Layout(int width, int rowLimit, boolean vertical) {
        public static final Layout UNLIMITED = new Layout(0, 0, false);
    }
}

package dev.vmsh.project.files;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import dev.vmsh.problem.Problem;
import dev.vmsh.problem.ProjectException;
import dev.vmsh.project.SeedFile;
import dev.vmsh.project.SeedRows;
import dev.vmsh.project.SeedSource;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** Reads the CSV files of seeds. Stateless and safe for threads; what {@link #open} gives is not. */
public final class SeedReader implements SeedSource {
    /** What a seed's file holds, without its rows. */
    record Description(SeedFile file, List<Column> columns) {}

    @Override
    public SeedRows open(SeedFile file) {
        String path = file.path();
        var settings = new SeedSettings(file.settings());
        requireSame(path, isHeader(header(path, path, settings), file.header()));
        Description now = describe(path, path, file.settings(), file.header());
        requireSame(path, now.file().contentHashes().equals(file.contentHashes()));
        return new Rows(path, path, settings, now.columns());
    }

    private static boolean isHeader(List<String> written, List<String> names) {
        boolean same = written.size() == names.size();
        for (int i = 0; same && i < names.size(); i++) {
            same = written.get(i).strip().equalsIgnoreCase(names.get(i));
        }
        return same;
    }

    /** A version of a model is what its file held when it was made: other rows in its table would be shown for those. */
    private static void requireSame(String path, boolean same) {
        if (!same) {
            throw problem(
                    path,
                    1,
                    "This file changed after the version of its model that is to be loaded was made",
                    "Plan with the file as it is now, that model among those selected, or bring back what it held");
        }
    }

    /**
     * @param shown the file's name in messages
     * @throws ProjectException if the file is missing or malformed
     */
    Description describe(String path, String shown, Map<String, String> settings, Dialect dialect) {
        List<String> names = new ArrayList<>();
        for (String written : header(path, shown, new SeedSettings(settings))) {
            names.add(dialect.normalize(written.strip(), false));
        }
        return describe(path, shown, settings, names);
    }

    private static Description describe(String path, String shown, Map<String, String> settings, List<String> names) {
        var summaries = names.stream().map(name -> new SeedColumn()).toList();
        var placeholders = names.stream().map(name -> new Column(name, null)).toList();
        try (Rows rows = new Rows(path, shown, new SeedSettings(settings), placeholders)) {
            while (rows.hasNext()) {
                List<String> row = rows.next();
                for (int i = 0; i < row.size(); i++) {
                    summaries.get(i).add(row.get(i));
                }
            }
        }
        var columns = new ArrayList<Column>();
        var hashes = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(new Column(names.get(i), summaries.get(i).type()));
            hashes.add(summaries.get(i).hash());
        }
        return new Description(new SeedFile(path, settings, names, hashes), List.copyOf(columns));
    }

    private static List<String> header(String path, String shown, SeedSettings settings) {
        try (var opened = new Opened(path, shown, settings)) {
            String[] header = opened.next();
            if (header == null) {
                throw problem(shown, 0, "The seed's file is empty", "Write a first line with the names of its columns");
            }
            var seen = new HashSet<String>();
            for (String name : header) {
                if (!seen.add(name.strip().toLowerCase(Locale.ROOT))) {
                    throw problem(
                            shown,
                            1,
                            "Column '%s' stands in the header twice".formatted(name),
                            "Rename one of the two");
                }
            }
            return List.of(header);
        }
    }

    private static ProjectException malformed(String shown, TextParsingException fault) {
        return problem(
                shown,
                (int) fault.getLineIndex() + 1,
                "This is not CSV: "
                        + String.valueOf(fault.getMessage()).lines().findFirst().orElse(""),
                "Check the quotes at this place, or csv_settings in the model");
    }

    private static ProjectException missing(String shown) {
        return problem(
                shown,
                0,
                "There is no seed file " + shown,
                "Correct path in the SEED kind: it is relative to the model's file");
    }

    private static ProjectException problem(String file, int line, String message, String remedy) {
        return new ProjectException(List.of(new Problem(file, line, 0, message, remedy)));
    }

    /** A file and the parser that reads it. */
    private static final class Opened implements AutoCloseable {
        private final QuoteWatch quotes;
        private final CsvParser parser;
        private final String shown;

        private Opened(String path, String shown, SeedSettings settings) {
            this.shown = shown;
            InputStream stream;
            try {
                Path file = Path.of(path);
                if (Files.isDirectory(file)) {
                    throw missing(shown);
                }
                stream = Files.newInputStream(file);
            } catch (IOException e) {
                throw missing(shown);
            }
            parser = new CsvParser(settings.parser());
            quotes = new QuoteWatch(stream, settings.characters());
            parser.beginParsing(quotes, StandardCharsets.UTF_8);
        }

        /** The next row; null after the last. */
        String[] next() {
            String[] row;
            try {
                row = parser.parseNext();
            } catch (TextParsingException e) {
                throw malformed(shown, e);
            }
            if (row == null && quotes.open() > 0) {
                throw problem(
                        shown,
                        quotes.open(),
                        "This is not CSV: a quote that is opened here is never closed",
                        "Close it, or double a quote that belongs to the value");
            }
            return row;
        }

        @Override
        public void close() {
            parser.stopParsing();
        }
    }

    /** The rows after the header. */
    private static final class Rows implements SeedRows, Iterator<List<String>> {
        private static final Set<String> TRUTHS = Set.of("boolean", "bool");
        private static final Set<String> TRUE = Set.of("true", "1", "t", "y", "yes", "on");

        private final Opened opened;
        private final String shown;
        private final SeedSettings settings;
        private final List<Column> columns;
        private final List<String> written;
        private String[] ahead;

        private Rows(String path, String shown, SeedSettings settings, List<Column> columns) {
            this.opened = new Opened(path, shown, settings);
            this.shown = shown;
            this.settings = settings;
            this.columns = columns;
            String[] header = parse();
            if (header == null || header.length != columns.size()) {
                close();
                throw problem(shown, 1, "The header changed while the project was open", "Run the command again");
            }
            this.written = Arrays.stream(header).map(String::strip).toList();
            this.ahead = parse();
        }

        private String[] parse() {
            return opened.next();
        }

        @Override
        public List<Column> columns() {
            return columns;
        }

        @Override
        public Iterator<List<String>> only(List<Column> wanted) {
            List<String> names = columns.stream().map(Column::name).toList();
            int[] positions = wanted.stream()
                    .mapToInt(column -> names.indexOf(column.name()))
                    .toArray();
            for (int i = 0; i < positions.length; i++) {
                if (positions[i] < 0) {
                    throw problem(
                            shown,
                            1,
                            "The seed's file has no column %s; it has %s"
                                    .formatted(wanted.get(i).name(), String.join(", ", names)),
                            "Correct the columns of the model, or the header of the file");
                }
            }
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return Rows.this.hasNext();
                }

                @Override
                public List<String> next() {
                    List<String> row = Rows.this.next();
                    var cells = new String[positions.length];
                    for (int i = 0; i < cells.length; i++) {
                        String cell = row.get(positions[i]);
                        cells[i] = isTruth(wanted.get(i)) ? truth(cell) : cell;
                    }
                    return Collections.unmodifiableList(Arrays.asList(cells));
                }
            };
        }

        private static boolean isTruth(Column column) {
            return column.type() != null
                    && TRUTHS.contains(column.type().strip().toLowerCase(Locale.ROOT));
        }

        /** As SQLMesh reads it, an empty cell is false; what is no word for either is left for the engine to refuse. */
        private static String truth(String cell) {
            return cell == null ? "false" : TRUE.contains(cell.strip().toLowerCase(Locale.ROOT)) ? "true" : cell;
        }

        @Override
        public boolean hasNext() {
            return ahead != null;
        }

        @Override
        public List<String> next() {
            if (ahead == null) {
                throw new NoSuchElementException("no more rows in " + shown);
            }
            if (ahead.length > columns.size()) {
                throw problem(
                        shown,
                        (int) opened.parser.getContext().currentLine(),
                        "This row has %d values, but the file has %d columns".formatted(ahead.length, columns.size()),
                        "Put quotes around a value with the delimiter in it, or set delimiter in csv_settings");
            }
            String[] row = new String[columns.size()];
            for (int i = 0; i < ahead.length; i++) {
                row[i] = settings.isNothing(written.get(i), ahead[i]) ? null : ahead[i];
            }
            ahead = parse();
            return Collections.unmodifiableList(Arrays.asList(row));
        }

        @Override
        public void close() {
            opened.close();
        }
    }
}

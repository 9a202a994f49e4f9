package dev.vmsh.snapshot;

import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.SeedFile;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Query;
import dev.vmsh.sql.QueryChange;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What the difference between two versions of one model's own text does to its rows, whatever happened to the models that it reads. */
final class Differences {
    private final Function<Model, SqlReader> readers;

    /** @param readers a reader for a model's dialect */
    Differences(Function<Model, SqlReader> readers) {
        this.readers = readers;
    }

    /**
     * A category, and why.
     *
     * @param category null if the user has to say
     */
    record Finding(ChangeCategory category, String reason) {}

    /** The category is never null. */
    Finding between(Model before, Model after) {
        if (after.kind() instanceof Kind.Seed newSeed && before.kind() instanceof Kind.Seed oldSeed) {
            return seeds(before, oldSeed.file(), after, newSeed.file());
        }
        if (after.kind() instanceof Kind.External) {
            boolean onlyMore =
                    after.properties().columns().containsAll(before.properties().columns());
            return new Finding(
                    onlyMore ? ChangeCategory.NON_BREAKING : ChangeCategory.BREAKING, "declared columns changed");
        }
        List<String> settings = Facets.changes(Facets.data(before), Facets.data(after));
        if (!settings.isEmpty()) {
            return new Finding(ChangeCategory.BREAKING, String.join(", ", settings));
        }
        return queries(before, after);
    }

    /** Stricter than SQLMesh, which does not look at the declared types: what reads a column of another type has other rows. */
    private static Finding seeds(Model before, SeedFile was, Model after, SeedFile is) {
        if (!was.settings().equals(is.settings())) {
            return new Finding(ChangeCategory.BREAKING, "csv_settings changed");
        }
        // Stricter too: statements beside the load may do anything to the rows.
        List<String> others = Facets.changes(Facets.besideSeed(before), Facets.besideSeed(after));
        if (!others.isEmpty()) {
            return new Finding(ChangeCategory.BREAKING, String.join(", ", others));
        }
        Map<String, SeedEffect.Content> now = SeedEffect.columns(after, is);
        for (Map.Entry<String, SeedEffect.Content> column :
                SeedEffect.columns(before, was).entrySet()) {
            SeedEffect.Content content = now.get(column.getKey());
            if (content == null) {
                return new Finding(ChangeCategory.BREAKING, "column " + column.getKey() + " was removed");
            }
            if (!content.equals(column.getValue())) {
                String what = Objects.equals(content.hash(), column.getValue().hash()) ? "type" : "values";
                return new Finding(ChangeCategory.BREAKING, what + " of column " + column.getKey() + " changed");
            }
        }
        return new Finding(ChangeCategory.NON_BREAKING, "columns were added");
    }

    private Finding queries(Model before, Model after) {
        try {
            SqlReader reader = readers.apply(after);
            Query was = reader.query(before.facts().query());
            Query is = reader.query(after.facts().query());
            QueryChange change = reader.change(was, is);
            if (change instanceof QueryChange.AddedColumns added) {
                return new Finding(
                        ChangeCategory.NON_BREAKING,
                        (added.names().size() == 1 ? "column added: " : "columns added: ")
                                + String.join(", ", added.names()));
            }
            if (change instanceof QueryChange.Other other) {
                return new Finding(ChangeCategory.BREAKING, other.reason());
            }
            return new Finding(ChangeCategory.BREAKING, "its place in the warehouse or a macro changed");
        } catch (SqlException e) {
            return new Finding(ChangeCategory.BREAKING, "the query changed in a way that cannot be judged");
        }
    }

    /**
     * Whether a model is of another kind, so that its table has to be made anew. Incremental kinds may follow each other in one table, which
     * SQLMesh allows a history to do as well: but a history keeps rows that are over, and says so in columns of its own.
     */
    static boolean ofKind(Model before, Model after) {
        if (before.kind().keyword().equals(after.kind().keyword())) {
            return false;
        }
        boolean bothIncremental = before.kind().incremental().isPresent()
                && after.kind().incremental().isPresent();
        return !bothIncremental
                || isHistory(before) != isHistory(after)
                || !before.properties()
                        .partitionedBy()
                        .equals(after.properties().partitionedBy());
    }

    private static boolean isHistory(Model model) {
        return model.kind() instanceof Kind.ScdType2ByTime || model.kind() instanceof Kind.ScdType2ByColumn;
    }

    /**
     * A model that selects {@code *} has other columns when its parent has, although its own text did not change: then it needs a new
     * table, whatever its parents say.
     */
    static Optional<Finding> ofColumns(Model before, Model after) {
        if (before.facts().columns().isEmpty() || after.facts().columns().isEmpty()) {
            return Optional.empty();
        }
        List<String> was = names(before.facts().columns().get());
        List<String> is = names(after.facts().columns().get());
        if (was.equals(is)) {
            return Optional.empty();
        }
        boolean onlyMore =
                isSubsequence(was, is) && !Stars.countRows(after.facts().canonicalQuery());
        var added = new ArrayList<>(is);
        added.removeAll(was);
        return Optional.of(new Finding(
                onlyMore ? ChangeCategory.NON_BREAKING : ChangeCategory.BREAKING,
                onlyMore ? "its * has new columns: " + String.join(", ", added) : "its * has other columns"));
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private static boolean isSubsequence(List<String> part, List<String> whole) {
        int at = 0;
        for (String item : whole) {
            if (at < part.size() && part.get(at).equals(item)) {
                at++;
            }
        }
        return at == part.size();
    }
}

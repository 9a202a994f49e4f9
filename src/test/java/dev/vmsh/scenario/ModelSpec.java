package dev.vmsh.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * A model of a random project. Its rows have a day {@code ds}, an {@code id}, a value {@code v} and further columns; each day's rows are
 * made from that day's rows of the parents alone, so that what any days must contain can be computed at any time.
 *
 * @param parents none for a source, else one or two
 * @param plus added to {@code v}
 * @param above ids up to this are left out
 * @param more how many further columns there are
 * @param tint changes the values of the further columns, which only a star reads
 * @param shape how the rows are made of those of the parents
 * @param owner does not matter to the rows
 * @param layout neither does how the text is written
 */
record ModelSpec(
        String name,
        Kind kind,
        List<String> parents,
        int plus,
        int above,
        int more,
        int tint,
        Shape shape,
        String owner,
        int layout) {
    static final String LAST_DAY = "2024-02-20";
    static final int IDS = 3;

    /** Seeds have rows of so many days. */
    static final int SEED_DAYS = 3;

    enum Kind {
        FULL("FULL"),
        VIEW("VIEW"),
        EMBEDDED("EMBEDDED"),
        BY_TIME("INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 3)"),
        LATE("INCREMENTAL_BY_TIME_RANGE (time_column ds, batch_size 3, lookback 2)"),
        BY_KEY("INCREMENTAL_BY_UNIQUE_KEY (unique_key (ds, id))"),
        APPENDED("INCREMENTAL_UNMANAGED (forward_only false)"),
        /** Every change of this and the next is forward-only. */
        UNMANAGED("INCREMENTAL_UNMANAGED"),
        BY_PARTITION("INCREMENTAL_BY_PARTITION, partitioned_by ds"),
        /** Of its rows those count that are valid now. Nobody reads one, as it has columns of its own. */
        HISTORY("SCD_TYPE_2_BY_COLUMN (unique_key (ds, id), columns *)"),
        SEED("SEED");

        static final int LOOKBACK = 2;

        final String text;

        Kind(String text) {
            this.text = text;
        }

        boolean byTime() {
            return this == BY_TIME || this == LATE;
        }

        boolean batched() {
            return byTime() || merges();
        }

        /** Into the rows that are there. */
        boolean merges() {
            return this == BY_KEY || appends() || this == BY_PARTITION || this == HISTORY;
        }

        /** Laid out in a partition a day, where tables have partitions. */
        boolean byDays() {
            return byTime() || this == BY_PARTITION;
        }

        /** Whether tables of both have the same columns and layout for the same query. */
        boolean laidOutAs(Kind other) {
            return byDays() == other.byDays() && (this == HISTORY) == (other == HISTORY);
        }

        boolean appends() {
            return this == APPENDED || this == UNMANAGED;
        }

        /** Only right as a whole, so that a part of it cannot be made again. */
        boolean whole() {
            return this == FULL || this == VIEW || merges();
        }

        boolean forwardOnly() {
            return this == UNMANAGED || this == BY_PARTITION || this == HISTORY;
        }

        /** Neither a table nor a view of its own to keep. */
        boolean stored() {
            return this != VIEW && this != EMBEDDED;
        }

        /** As the kind is called, without its settings. */
        String keyword() {
            return text.split("[ ,]", 2)[0];
        }
    }

    enum Shape {
        LISTED,
        STAR,
        GROUPED
    }

    /** Whether the rows of both are the same as long as those of the parents are. */
    boolean sameRows(ModelSpec other) {
        return with(other.owner, other.layout).equals(other);
    }

    ModelSpec with(String otherOwner, int otherLayout) {
        return new ModelSpec(name, kind, parents, plus, above, more, tint, shape, otherOwner, otherLayout);
    }

    ModelSpec with(Kind other) {
        return new ModelSpec(name, other, parents, plus, above, more, tint, shape, owner, layout);
    }

    ModelSpec with(int otherPlus, int otherAbove, int otherMore) {
        return new ModelSpec(name, kind, parents, otherPlus, otherAbove, otherMore, tint, shape, owner, layout);
    }

    ModelSpec tinted() {
        return new ModelSpec(name, kind, parents, plus, above, more, (tint + 1) % 3, shape, owner, layout);
    }

    ModelSpec with(Shape other) {
        return new ModelSpec(name, kind, parents, plus, above, more, tint, other, owner, layout);
    }

    ModelSpec with(List<String> others) {
        return new ModelSpec(name, kind, others, plus, above, more, tint, shape, owner, layout);
    }

    /** The model's file. */
    String file() {
        String kindText = kind == Kind.SEED ? "SEED (path '../seeds/%s.csv')".formatted(name) : kind.text;
        String ownerText = owner.isEmpty() ? "" : ", owner " + owner;
        String columns = kind == Kind.SEED ? ", columns (ds DATE, id INT, v INT" + seedColumns(" INT") + ")" : "";
        String head = "MODEL (name s.%s, kind %s%s%s);\n".formatted(name, kindText, ownerText, columns);
        return kind == Kind.SEED ? head : head + written(query(kind.batched())) + "\n";
    }

    private String written(String query) {
        return switch (layout) {
            case 1 ->
                query.replace("SELECT ", "select\n  ")
                        .replace(" FROM ", "\nfrom ")
                        .replace(" WHERE ", "\n\nwhere ");
            case 2 -> "-- once more\n" + query.replace("WHERE ", "WHERE -- what is left\n ") + ";";
            default -> query;
        };
    }

    /** The seed's file. */
    String csv() {
        var out = new StringBuilder("ds,id,v" + seedColumns("") + "\n");
        for (int day = 1; day <= SEED_DAYS; day++) {
            for (int id = above + 1; id <= IDS; id++) {
                out.append("2024-01-0")
                        .append(day)
                        .append(',')
                        .append(id)
                        .append(',')
                        .append(id * 10 + plus);
                further(id).forEach(cell -> out.append(',').append(cell));
                out.append('\n');
            }
        }
        return out.toString();
    }

    /** The values of the further columns in the row of an id. */
    List<Integer> further(int id) {
        var cells = new ArrayList<Integer>();
        for (int i = 1; i <= more; i++) {
            cells.add(id * 100 + i + tint * 1000);
        }
        return cells;
    }

    private String seedColumns(String type) {
        var out = new StringBuilder();
        for (int i = 1; i <= more; i++) {
            out.append(type.isEmpty() ? "," : ", ").append('x').append(i).append(type);
        }
        return out.toString();
    }

    /**
     * The query, which for a seed reads a table of its rows.
     *
     * @param limited whether it is restricted to the days of one batch
     */
    String query(boolean limited) {
        var where = new ArrayList<String>();
        String from;
        String day;
        String id;
        String value;
        if (parents.isEmpty()) {
            from = "generate_series(CAST('2024-01-01' AS TIMESTAMP), CAST('%s' AS TIMESTAMP), INTERVAL '1' DAY) AS t(d)"
                            .formatted(LAST_DAY)
                    + " CROSS JOIN (VALUES (1), (2), (3)) AS k(id)";
            day = "CAST(t.d AS DATE)";
            id = "k.id";
            value = "k.id * 10 + " + plus;
        } else {
            String other = parents.size() > 1 ? parents.get(1) : null;
            from = "s.%s AS p".formatted(parents.get(0))
                    + (other == null ? "" : " JOIN s.%s AS q ON q.ds = p.ds AND q.id = p.id".formatted(other));
            day = "p.ds";
            id = "p.id";
            value = (other == null ? "p.v + " : "p.v + q.v + ") + plus;
        }
        where.add(id + " > " + above);
        if (limited) {
            where.add(day + " BETWEEN @start_date AND @end_date");
        }
        String rest = " FROM " + from + " WHERE " + String.join(" AND ", where);
        if (shape == Shape.STAR && !parents.isEmpty()) {
            return "SELECT p.*" + rest;
        }
        if (shape == Shape.GROUPED) {
            return "SELECT " + day + " AS ds, 0 AS id, CAST(SUM(" + value + ") AS INT) AS v" + rest + " GROUP BY "
                    + day;
        }
        var columns = new StringBuilder();
        for (int i = 1; i <= more; i++) {
            columns.append(", ")
                    .append(id)
                    .append(" * 100 + ")
                    .append(i + tint * 1000)
                    .append(" AS x")
                    .append(i);
        }
        return "SELECT " + day + " AS ds, " + id + " AS id, " + value + " AS v" + columns + rest;
    }
}

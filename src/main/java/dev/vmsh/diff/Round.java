package dev.vmsh.diff;

import dev.vmsh.problem.VmshException;
import dev.vmsh.project.json.JsonText;
import dev.vmsh.sql.TableName;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * What a comparison found, kept under a name so that a later one can be told from it. Immutable.
 *
 * @param request what was asked, to be asked again
 * @param tallies by what was compared: a model, or two tables
 */
public record Round(String name, Instant at, TableDiffRequest request, Map<String, Tally> tallies) {
    /**
     * How much differed.
     *
     * @param columns differing pairs by column, only where there are some
     * @param schema whether the columns themselves were the same
     * @param tables the two tables by name; empty where that was not kept
     */
    public record Tally(
            long partial,
            long sourceOnly,
            long targetOnly,
            Map<String, Long> columns,
            boolean schema,
            List<String> tables) {
        public Tally {
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
            tables = List.copyOf(tables);
        }

        /** Nothing that differs. */
        public static final Tally NONE = new Tally(0, 0, 0, Map.of(), true, List.of());

        static Tally of(TableDiffReport report) {
            var columns = new LinkedHashMap<String, Long>();
            report.columns().stream()
                    .filter(column -> column.differences() > 0)
                    .forEach(column -> columns.put(column.name(), column.differences()));
            RowCounts rows = report.rows().orElse(null);
            return new Tally(
                    rows == null ? 0 : rows.partialMatch(),
                    rows == null ? 0 : rows.sourceOnly(),
                    rows == null ? 0 : rows.targetOnly(),
                    columns,
                    report.schema().same(),
                    List.of(
                            report.sourceTable().toString(),
                            report.targetTable().toString()));
        }

        /** Whether the numbers are those of {@code other}. */
        boolean counts(Tally other) {
            return differing() == other.differing()
                    && partial == other.partial
                    && sourceOnly == other.sourceOnly
                    && columns.equals(other.columns)
                    && schema == other.schema;
        }

        /** Rows without their like. */
        public long differing() {
            return partial + sourceOnly + targetOnly;
        }
    }

    /**
     * One thing in both rounds.
     *
     * @param before empty if it was not compared then
     * @param now empty if it is not compared now
     */
    public record Since(String subject, Optional<Tally> before, Optional<Tally> now) {
        /** In one word. */
        public String status() {
            if (before.isEmpty() || now.isEmpty()) {
                return before.isEmpty() ? "new" : "gone";
            }
            long was = before.get().differing();
            long is = now.get().differing();
            if (was == is) {
                if (!before.get().counts(now.get())) {
                    return "other";
                }
                return was == 0 || before.get().tables().equals(now.get().tables()) ? "same" : "as many";
            }
            return is == 0 ? "resolved" : is < was ? "fewer" : was == 0 ? "new" : "more";
        }
    }

    public static Round of(String name, Instant at, TableDiffRequest request, TableDiffResult result) {
        var tallies = new LinkedHashMap<String, Tally>();
        result.reports().forEach(report -> tallies.put(subject(report), Tally.of(report)));
        result.shared().forEach(model -> tallies.putIfAbsent(model.toString(), Tally.NONE));
        return new Round(name, at, request, tallies);
    }

    /** What a report is about. */
    public static String subject(TableDiffReport report) {
        return report.model().map(TableName::toString).orElse(report.source() + " and " + report.target());
    }

    /**
     * How {@code now} stands against this round; what differs in neither is left out.
     *
     * @param whole whether the same was asked: else what is not compared now says nothing
     */
    public List<Since> since(TableDiffResult now, boolean whole) {
        Map<String, Tally> present = of(name, at, request, now).tallies();
        var subjects = new TreeSet<>(tallies.keySet());
        subjects.addAll(present.keySet());
        var all = new ArrayList<Since>();
        for (String subject : subjects) {
            var since = new Since(
                    subject, Optional.ofNullable(tallies.get(subject)), Optional.ofNullable(present.get(subject)));
            boolean quiet = since.before()
                            .map(tally -> tally.differing() == 0 && tally.schema())
                            .orElse(true)
                    && since.now()
                            .map(tally -> tally.differing() == 0 && tally.schema())
                            .orElse(true);
            if (!quiet && (whole || since.now().isPresent())) {
                all.add(since);
            }
        }
        return all;
    }

    // ---- as a document

    /** The round as JSON, to be read by {@link #read}. */
    public String write() {
        var json = new LinkedHashMap<String, Object>();
        json.put("version", BigDecimal.ONE);
        json.put("at", at.toString());
        json.put("request", requestJson());
        var compared = new LinkedHashMap<String, Object>();
        tallies.forEach((subject, tally) -> compared.put(subject, json(tally)));
        json.put("compared", compared);
        return JsonText.write(json) + "\n";
    }

    private Map<String, Object> requestJson() {
        TableDiffOptions options = request.options();
        var json = new LinkedHashMap<String, Object>();
        json.put("source", request.sourceText());
        json.put("target", request.targetText());
        json.put("models", request.models());
        json.put("on", options.on());
        json.put("decimals", options.decimals().isPresent() ? options.decimals().getAsInt() : null);
        var tolerances = new LinkedHashMap<String, Object>(options.tolerances());
        json.put("tolerances", tolerances);
        json.put("where", options.where());
        json.put("limit", options.limit());
        json.put("skip_columns", options.skipColumns());
        json.put("keys_only", options.keysOnly());
        return json;
    }

    private static Map<String, Object> json(Tally tally) {
        var json = new LinkedHashMap<String, Object>();
        json.put("partial_match", BigDecimal.valueOf(tally.partial()));
        json.put("source_only", BigDecimal.valueOf(tally.sourceOnly()));
        json.put("target_only", BigDecimal.valueOf(tally.targetOnly()));
        json.put("same_columns", tally.schema());
        json.put("tables", tally.tables());
        var columns = new LinkedHashMap<String, Object>();
        tally.columns().forEach((name, differences) -> columns.put(name, BigDecimal.valueOf(differences)));
        json.put("columns", columns);
        return json;
    }

    /** @throws VmshException if {@code text} is not what {@link #write} gives */
    public static Round read(String name, String text) {
        try {
            Map<?, ?> json = (Map<?, ?>) Objects.requireNonNull(JsonText.read(text));
            var tallies = new LinkedHashMap<String, Tally>();
            map(json, "compared").forEach((subject, tally) -> tallies.put((String) subject, tally((Map<?, ?>) tally)));
            return new Round(name, Instant.parse((String) json.get("at")), request(map(json, "request")), tallies);
        } catch (IllegalArgumentException | ClassCastException | NullPointerException | DateTimeException e) {
            throw new VmshException(
                    "what was saved as '%s' cannot be read: %s".formatted(name, e.getMessage()),
                    "Save it again: table_diff ... --save " + name,
                    e);
        }
    }

    private static Tally tally(Map<?, ?> json) {
        var columns = new LinkedHashMap<String, Long>();
        map(json, "columns")
                .forEach((name, count) -> columns.put((String) name, ((BigDecimal) count).longValueExact()));
        return new Tally(
                number(json, "partial_match"),
                number(json, "source_only"),
                number(json, "target_only"),
                columns,
                Boolean.TRUE.equals(json.get("same_columns")),
                json.containsKey("tables") ? texts(json, "tables") : List.of());
    }

    private static TableDiffRequest request(Map<?, ?> json) {
        var tolerances = new LinkedHashMap<String, BigDecimal>();
        map(json, "tolerances")
                .forEach((column, tolerance) -> tolerances.put((String) column, new BigDecimal(tolerance.toString())));
        var options = new TableDiffOptions(
                texts(json, "on"),
                json.get("decimals") == null ? OptionalInt.empty() : OptionalInt.of((int) number(json, "decimals")),
                tolerances,
                (String) json.get("where"),
                (int) number(json, "limit"),
                texts(json, "skip_columns"),
                Boolean.TRUE.equals(json.get("keys_only")),
                false);
        return TableDiffRequest.of(
                (String) json.get("source"), (String) json.get("target"), texts(json, "models"), options);
    }

    private static Map<?, ?> map(Map<?, ?> json, String key) {
        return (Map<?, ?>) Objects.requireNonNull(json.get(key), key);
    }

    private static long number(Map<?, ?> json, String key) {
        return ((BigDecimal) Objects.requireNonNull(json.get(key), key)).longValueExact();
    }

    private static List<String> texts(Map<?, ?> json, String key) {
        return ((List<?>) Objects.requireNonNull(json.get(key), key))
                .stream().map(String.class::cast).toList();
    }
}

package dev.vmsh.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One model of a generated project: joins its parents one to one, so that each model has as many rows as a seed.
 *
 * @param name {@code schema.table}
 * @param parents names of the models or seeds that it reads; at least one
 * @param edition added to a column, so that another edition is another query
 */
record GeneratedModel(String name, Kind kind, List<String> parents, int edition) {
    enum Kind {
        FULL,
        VIEW,
        INCREMENTAL
    }

    GeneratedModel {
        parents = List.copyOf(parents);
    }

    GeneratedModel edited() {
        return new GeneratedModel(name, kind, parents, edition + 1);
    }

    /** The file as a user would have written it. */
    String file() {
        String kindText = kind == Kind.INCREMENTAL
                ? "INCREMENTAL_BY_TIME_RANGE (time_column day)"
                : kind.name().toUpperCase(Locale.ROOT);
        return """
                MODEL (
                  name %s,
                  kind %s,
                  start '%s',
                  end '%s',
                  cron '@daily',
                  grain id,
                  audits (not_null(columns := (id)))
                );

                %s
                """.formatted(
                        name,
                        kindText,
                        ProjectGenerator.FIRST_DAY,
                        ProjectGenerator.LAST_DAY,
                        query(UnaryOperator.identity(), "@start_date", "@end_date"));
    }

    /**
     * @param table from a model's name to what stands for it
     * @param from SQL for the first day of the batch; only read by incremental models
     */
    String query(UnaryOperator<String> table, String from, String to) {
        var sql = new StringBuilder("SELECT p0.id AS id, p0.day AS day, p0.category AS category, (");
        for (int i = 0; i < parents.size(); i++) {
            sql.append(i == 0 ? "" : " + ").append('p').append(i).append(".amount");
        }
        sql.append(") / ").append(parents.size()).append(" + ").append(edition).append(" AS amount\n");
        for (int i = 0; i < parents.size(); i++) {
            sql.append(i == 0 ? "FROM " : "\nJOIN ")
                    .append(table.apply(parents.get(i)))
                    .append(" AS p")
                    .append(i);
            if (i > 0) {
                sql.append(" ON p").append(i).append(".id = p0.id");
            }
        }
        if (kind == Kind.INCREMENTAL) {
            sql.append("\nWHERE p0.day BETWEEN ").append(from).append(" AND ").append(to);
        }
        return sql.toString();
    }
}

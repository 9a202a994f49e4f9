-- Sales by day
MODEL (
  name shop.daily,
  kind INCREMENTAL_BY_TIME_RANGE (time_column (ds, '%Y-%m-%d'), lookback 2, batch_size 7),
  owner Ben, tags [core, 'a b'], cron '0 */6 * * *', cron_tz 'Europe/Paris', start '2024-02-01',
  columns (id INT, ds TEXT, total DECIMAL(10, 2), kind TEXT),
  column_descriptions (id = 'the key'), grain (id, ds), references (id AS order_id),
  audits (unique_combination_of_columns(columns := (id, ds)), accepted_range(column := total, min_v := 0), assert_small(most := 100)),
  physical_properties (fillfactor = 70), allow_partials true, depends_on (raw.extra), ignored_rules (noselectstar),
);

@DEF(vat, x -> x * 1.2);
@DEF(limit_days, @days + 1);

WITH recent AS (
  SELECT id, ds, amount, CASE WHEN amount > 10 THEN 'big' ELSE 'small' END AS kind -- how big
  FROM raw.orders
  WHERE ds BETWEEN @start_ds AND @end_ds AND @IF(@flag, amount IS NOT NULL, TRUE)
)
SELECT
  id,
  ds,
  @vat(SUM(amount)) AS total, /* with tax */
  @EACH([a, b], x -> MAX(@{x}_kind) AS most_@x),
  ANY_VALUE(kind) AS kind,
FROM recent
@WHERE(@days > 0) id > @VAR('days', 3)
GROUP BY ALL;

ANALYZE @this_model;
@IF(@runtime_stage = 'evaluating', INSERT INTO eu_log.loads SELECT @start_ds, @'up to @{region}');

ON_VIRTUAL_UPDATE_BEGIN;
GRANT SELECT ON @this_model TO reader;
ON_VIRTUAL_UPDATE_END;

AUDIT (name assert_small, blocking false, defaults (most = 10));
SELECT * FROM @this_model WHERE total > @most;

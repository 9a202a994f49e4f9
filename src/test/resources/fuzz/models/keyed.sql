MODEL (
  name shop.keyed,
  kind INCREMENTAL_BY_UNIQUE_KEY (unique_key (id, COALESCE(code, '')), lookback 1),
  signals (freshness()),
);
SELECT
  @GENERATE_SURROGATE_KEY(id, code) AS key,
  id,
  code,
  @SAFE_DIV(amount, total) AS share,
  @PIVOT(code, ['a', 'b', 'c']),
  @HAVERSINE_DISTANCE(lat, lon, 1, 2, 'km') AS far
FROM shop.wide
WHERE changed_at BETWEEN @start_dt AND @end_dt
QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY changed_at DESC) = 1

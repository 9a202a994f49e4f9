MODEL (name shop.wide, kind VIEW, dialect postgres);
SELECT
  e.id::int AS id, e.code::text AS code, e.amount::double precision AS amount, e."Total"::numeric(10, 2) AS total,
  e.lat, e.lon, now() AS changed_at, COUNT(*) FILTER (WHERE e.id > 0) OVER w AS n,
  (SELECT MAX(x.v) FROM (VALUES (1), (2)) AS x (v)) AS most,
  ARRAY[1, 2][1] AS first_one, $$it's$$ AS quoted, E'a\nb' AS escaped
FROM raw.events AS e
CROSS JOIN LATERAL (SELECT 1 AS one) AS l
WHERE e.code LIKE 'a%' AND NOT EXISTS (SELECT 1 FROM raw.gone AS g WHERE g.id = e.id)
WINDOW w AS (PARTITION BY e.code ORDER BY e.id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)

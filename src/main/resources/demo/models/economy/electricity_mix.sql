MODEL (
  name economy.electricity_mix,
  kind FULL,
  grain (year, source),
  audits (
    accepted_range(column := percent, min_v := 0, max_v := 100)
  ),
  description 'How much of each year''s electricity came from which source'
);

SELECT
  EXTRACT(YEAR FROM electricity.year) AS year,
  electricity.source AS source,
  electricity.net_generation AS gigawatt_hours,
  ROUND(
    100.0 * electricity.net_generation / SUM(electricity.net_generation) OVER (PARTITION BY electricity.year), 1
  ) AS percent
FROM raw.electricity AS electricity

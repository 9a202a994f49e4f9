MODEL (
  name weather.wet_spells,
  kind FULL,
  grain first_day,
  audits (
    unique_values(columns := (first_day)),
    number_of_rows(threshold := 10)
  ),
  description 'Runs of wet days without a dry one between'
);

WITH wet AS (
  SELECT
    daily.day AS day,
    daily.precipitation_mm AS precipitation_mm,
    DATE_DIFF('day', CAST('2012-01-01' AS DATE), daily.day) - ROW_NUMBER() OVER (ORDER BY daily.day) AS spell
  FROM weather.daily AS daily
  WHERE
    daily.is_wet
)
SELECT
  MIN(wet.day) AS first_day,
  MAX(wet.day) AS last_day,
  COUNT(*) AS days,
  ROUND(SUM(wet.precipitation_mm), 1) AS precipitation_mm
FROM wet
GROUP BY
  wet.spell

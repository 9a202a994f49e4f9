MODEL (
  name weather.by_season,
  kind VIEW,
  grain (year, season),
  description 'Weather by year and season'
);

SELECT
  EXTRACT(YEAR FROM daily.day) AS year,
  daily.season AS season,
  COUNT(*) AS days,
  COUNT(CASE WHEN daily.is_wet THEN 1 END) AS wet_days,
  ROUND(AVG(daily.temperature_mean), 1) AS temperature_mean
FROM weather.daily AS daily
GROUP BY
  EXTRACT(YEAR FROM daily.day),
  daily.season

MODEL (
  name weather.monthly,
  kind FULL,
  cron '@monthly',
  grain month,
  audits (
    not_null(columns := (month)),
    accepted_range(column := wet_days, min_v := 0, max_v := 31)
  ),
  description 'Weather by month, with a column for each kind of weather'
);

SELECT
  CAST(DATE_TRUNC('month', daily.day) AS DATE) AS month,
  COUNT(*) AS days,
  COUNT(CASE WHEN daily.is_wet THEN 1 END) AS wet_days,
  @EACH(
    ['sun', 'fog', 'drizzle', 'rain', 'snow'],
    x -> COUNT(CASE WHEN daily.weather = @x THEN 1 END) AS @{x}_days
  ),
  ROUND(SUM(daily.precipitation_mm), 1) AS precipitation_mm,
  ROUND(AVG(daily.temperature_mean), 1) AS temperature_mean
FROM weather.daily AS daily
GROUP BY
  CAST(DATE_TRUNC('month', daily.day) AS DATE)

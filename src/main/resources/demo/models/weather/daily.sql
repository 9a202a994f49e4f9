MODEL (
  name weather.daily,
  kind INCREMENTAL_BY_TIME_RANGE (
    time_column day
  ),
  cron '@daily',
  start '2012-01-01',
  end '2015-12-31',
  grain day,
  audits (
    not_null(columns := (day, label)),
    unique_values(columns := (day)),
    assert_temperatures_in_order
  ),
  description 'One row for each day, computed for the days that are missing and no others'
);

SELECT
  days.day AS day,
  days.weather AS weather,
  labels.label AS label,
  seasons.season AS season,
  days.precipitation_mm AS precipitation_mm,
  days.precipitation_mm >= @wet_day_mm AS is_wet,
  days.temperature_min AS temperature_min,
  days.temperature_max AS temperature_max,
  days.temperature_mean AS temperature_mean
FROM staging.weather_days AS days
JOIN landing.weather_labels AS labels
  ON labels.code = days.weather
JOIN staging.seasons AS seasons
  ON seasons.month = EXTRACT(MONTH FROM days.day)
WHERE
  days.day BETWEEN @start_date AND @end_date

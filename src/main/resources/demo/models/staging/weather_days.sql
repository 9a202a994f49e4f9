MODEL (
  name staging.weather_days,
  kind VIEW,
  grain day,
  description 'Weather readings with the names and units that the rest of the project uses'
);

SELECT
  readings.date AS day,
  readings.weather AS weather,
  readings.precipitation AS precipitation_mm,
  readings.temp_min AS temperature_min,
  readings.temp_max AS temperature_max,
  ROUND((readings.temp_min + readings.temp_max) / 2, 2) AS temperature_mean,
  readings.wind AS wind_speed
FROM raw.weather_readings AS readings

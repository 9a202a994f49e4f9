MODEL (
  name raw.weather_readings,
  kind SEED (
    path '../../seeds/seattle-weather.csv'
  ),
  columns (
    date DATE,
    precipitation DOUBLE,
    temp_max DOUBLE,
    temp_min DOUBLE,
    wind DOUBLE,
    weather TEXT
  ),
  grain date,
  description 'Daily weather in Seattle, 2012 to 2015'
);

MODEL (
  name reports.year_overview,
  kind VIEW,
  grain year,
  description 'One line a year, across both subjects'
);

WITH weather_years AS (
  SELECT
    EXTRACT(YEAR FROM monthly.month) AS year,
    CAST(SUM(monthly.wet_days) AS BIGINT) AS wet_days,
    ROUND(AVG(monthly.temperature_mean), 1) AS temperature_mean
  FROM weather.monthly AS monthly
  GROUP BY
    EXTRACT(YEAR FROM monthly.month)
),
employment_years AS (
  SELECT
    EXTRACT(YEAR FROM employment.month) AS year,
    ROUND(AVG(employment.total)) AS employed
  FROM economy.employment_by_month AS employment
  GROUP BY
    EXTRACT(YEAR FROM employment.month)
)
SELECT
  weather_years.year AS year,
  weather_years.wet_days AS seattle_wet_days,
  weather_years.temperature_mean AS seattle_temperature,
  employment_years.employed AS employed_thousands,
  mix.percent AS iowa_renewable_percent
FROM weather_years
JOIN employment_years
  ON employment_years.year = weather_years.year
JOIN economy.electricity_mix AS mix
  ON mix.year = weather_years.year AND mix.source = 'Renewables'

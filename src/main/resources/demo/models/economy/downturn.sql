MODEL (
  name economy.downturn,
  kind FULL,
  grain sector,
  audits (
    accepted_values(column := sector, is_in := ('total', 'construction', 'manufacturing', 'government'))
  ),
  description 'From the highest month to the lowest one after it, by sector, after the crisis of 2008'
);

WITH sectors AS (
  SELECT month, 'total' AS sector, total AS employed FROM economy.employment_by_month
  UNION ALL
  SELECT month, 'construction' AS sector, construction AS employed FROM economy.employment_by_month
  UNION ALL
  SELECT month, 'manufacturing' AS sector, manufacturing AS employed FROM economy.employment_by_month
  UNION ALL
  SELECT month, 'government' AS sector, government AS employed FROM economy.employment_by_month
),
peaks AS (
  SELECT sectors.sector AS sector, MAX(sectors.employed) AS employed
  FROM sectors
  WHERE sectors.month < CAST('2010-01-01' AS DATE)
  GROUP BY sectors.sector
),
peak_months AS (
  SELECT sectors.sector AS sector, sectors.employed AS employed, MIN(sectors.month) AS month
  FROM sectors
  JOIN peaks
    ON peaks.sector = sectors.sector AND peaks.employed = sectors.employed
  GROUP BY sectors.sector, sectors.employed
)
SELECT
  peak_months.sector AS sector,
  peak_months.month AS peak_month,
  peak_months.employed AS peak,
  MIN(sectors.employed) AS lowest,
  ROUND(100.0 * (peak_months.employed - MIN(sectors.employed)) / peak_months.employed, 1) AS percent_lost
FROM peak_months
JOIN sectors
  ON sectors.sector = peak_months.sector AND sectors.month >= peak_months.month
GROUP BY
  peak_months.sector,
  peak_months.month,
  peak_months.employed

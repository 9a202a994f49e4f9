MODEL (
  name economy.employment_by_month,
  kind INCREMENTAL_BY_TIME_RANGE (
    time_column month,
    batch_size 24
  ),
  cron '@monthly',
  start '2006-01-01',
  end '2015-12-31',
  grain month,
  audits (
    not_null(columns := (month, total)),
    forall(criteria := (total > 0, construction < total))
  ),
  description 'Employment in thousands, in batches of at most two years'
);

SELECT
  CAST(employment.month AS DATE) AS month,
  employment.nonfarm AS total,
  employment.construction AS construction,
  employment.manufacturing AS manufacturing,
  employment.government AS government,
  employment.nonfarm_change AS change
FROM raw.employment AS employment
WHERE
  CAST(employment.month AS DATE) BETWEEN @start_date AND @end_date

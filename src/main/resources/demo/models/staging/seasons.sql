MODEL (
  name staging.seasons,
  kind EMBEDDED,
  description 'The season of each month. Never stored: it becomes a subquery where it is read'
);

SELECT
  months.month AS month,
  months.season AS season
FROM (
  VALUES
    (12, 'winter'), (1, 'winter'), (2, 'winter'),
    (3, 'spring'), (4, 'spring'), (5, 'spring'),
    (6, 'summer'), (7, 'summer'), (8, 'summer'),
    (9, 'autumn'), (10, 'autumn'), (11, 'autumn')
) AS months (month, season)

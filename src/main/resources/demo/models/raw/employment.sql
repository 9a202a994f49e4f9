MODEL (
  name raw.employment,
  kind SEED (
    path '../../seeds/us-employment.csv'
  ),
  grain month,
  description 'Monthly employment in the United States in thousands, 2006 to 2015'
);

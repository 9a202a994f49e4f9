MODEL (
  name raw.electricity,
  kind SEED (
    path '../../seeds/iowa-electricity.csv'
  ),
  columns (
    year DATE,
    source TEXT,
    net_generation BIGINT
  ),
  grain (year, source),
  description 'Net generation of electricity in Iowa in GWh, by year and source'
);

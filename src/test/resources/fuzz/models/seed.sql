MODEL (
  name shop.rates,
  kind SEED (path '$root/seeds/rates.csv', csv_settings (delimiter = ';', na_values = ('-', ''))),
  columns (id INT, code TEXT, rate DECIMAL(10, 4), since DATE),
  grain code
);

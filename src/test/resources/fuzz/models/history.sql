MODEL (
  name shop.history,
  kind SCD_TYPE_2_BY_COLUMN (unique_key id, columns [code, amount], invalidate_hard_deletes true),
  columns (id INT, code TEXT, amount DOUBLE)
);
@UNION('all', shop.wide, shop.wide)

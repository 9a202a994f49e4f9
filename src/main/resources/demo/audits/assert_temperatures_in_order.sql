AUDIT (
  name assert_temperatures_in_order
);

SELECT
  *
FROM @this_model
WHERE
  temperature_min > temperature_max

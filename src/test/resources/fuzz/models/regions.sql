MODEL (
  name shop.@{area}_sales,
  kind FULL,
  blueprints ((area := north, factor := 2, label := 'N'), (area := south, factor := 3, label := 'S')),
  description 'One for each region',
);
SELECT o.id, o.amount * @factor AS amount, @label AS label, @BLUEPRINT_VAR('nothing', 1) AS more
FROM raw.@{area}_orders AS o
LEFT JOIN shop.rates AS r ON r.code = o.code
WHERE o.day IN @sizes OR @OR(o.id = 1, @AND(o.id > 2, o.id < @days))

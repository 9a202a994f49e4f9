# too few arguments
SELECT @IF(@flag)
!! takes a condition
# AND and OR bracket what needs it
SELECT @AND(a > 1, b = 'x' OR b = 'y'), @OR(a, b AND c), @AND(a BETWEEN 1 AND 2, c)
=> SELECT a > 1 AND (b = 'x' OR b = 'y'), a OR (b AND c), a BETWEEN 1 AND 2 AND c
# NULL is dropped, nothing is TRUE
SELECT @AND(NULL, a), @OR(NULL), @AND(), @OR(@nul, NULL)
=> SELECT a, TRUE, TRUE, TRUE
# AND over a list
SELECT @AND(@EACH([a, b], x -> x > 1)), @OR(@REDUCE([a, b], (l, r) -> l OR r)) 
=> SELECT a > 1 AND b > 1, a OR b
# star
SELECT @STAR(t) FROM t
=> SELECT CAST("t"."a" AS INT) AS "a", CAST("t"."b" AS TEXT) AS "b", CAST("t"."c" AS TEXT) AS "c" FROM t
# star with everything
SELECT @STAR(x.t, alias := z, exclude := [B], prefix := 'p_', suffix := '_s') FROM t
=> SELECT CAST("z"."a" AS INT) AS "p_a_s", CAST("z"."c" AS TEXT) AS "p_c_s" FROM t
# star without quotes, one exclusion, old keyword
SELECT @STAR(t, quote_identifiers := FALSE, except_ := [b, c]), @STAR(t AS q, exclude := a) FROM t
=> SELECT CAST(t.a AS INT) AS a, CAST("q"."b" AS TEXT) AS "b", CAST("q"."c" AS TEXT) AS "c" FROM t
# star over columns without types
SELECT @STAR(untyped), @STAR(untyped, prefix := 'x_') FROM untyped
=> SELECT "untyped"."a", "untyped"."b", "untyped"."a" AS "x_a", "untyped"."b" AS "x_b" FROM untyped
# star that leaves nothing
SELECT 1, @STAR(t, exclude := [a, b, c]) FROM t
=> SELECT 1 FROM t
# star over an unknown table
SELECT @STAR(nowhere)
!! columns of nowhere are not known
# an unknown keyword
SELECT @STAR(t, exlude := a)
!! no argument 'exlude'
# positional after keyword
SELECT @STAR(relation := t, a)
!! positional argument cannot follow
# surrogate key
SELECT @GENERATE_SURROGATE_KEY(a, b)
=> SELECT MD5(COALESCE(CAST(a AS TEXT), '_sqlmesh_surrogate_key_null_') || '|' || COALESCE(CAST(b AS TEXT), '_sqlmesh_surrogate_key_null_'))
# surrogate key of one column, another hash
SELECT @GENERATE_SURROGATE_KEY(a), @GENERATE_SURROGATE_KEY(a, hash_function := 'SHA256')
=> SELECT MD5(COALESCE(CAST(a AS TEXT), '_sqlmesh_surrogate_key_null_')), SHA256(COALESCE(CAST(a AS TEXT), '_sqlmesh_surrogate_key_null_'))
# surrogate key of nothing
SELECT @GENERATE_SURROGATE_KEY()
!! no column
# safe sums
SELECT @SAFE_ADD(a, b), @SAFE_SUB(a, b + 1, c)
=> SELECT CASE WHEN a IS NULL AND b IS NULL THEN NULL ELSE COALESCE(a, 0) + COALESCE(b, 0) END, CASE WHEN a IS NULL AND (b + 1) IS NULL AND c IS NULL THEN NULL ELSE COALESCE(a, 0) - COALESCE(b + 1, 0) - COALESCE(c, 0) END
# safe sum of one and of none
SELECT @SAFE_ADD(a), @SAFE_SUB(@EACH([a, b], x -> x))
=> SELECT CASE WHEN a IS NULL THEN NULL ELSE COALESCE(a, 0) END, CASE WHEN a IS NULL AND b IS NULL THEN NULL ELSE COALESCE(a, 0) - COALESCE(b, 0) END
# safe sum of nothing
SELECT @SAFE_ADD()
!! nothing to sum
# safe difference of one
SELECT @SAFE_SUB(a)
=> SELECT CASE WHEN a IS NULL THEN NULL ELSE COALESCE(a, 0) END
# safe division
SELECT @SAFE_DIV(a, b), @SAFE_DIV(a + 1, b + 2), @SAFE_DIV(f(a + 1), 2)
=> SELECT a / NULLIF(b, 0), (a + 1) / NULLIF(b + 2, 0), f(a + 1) / NULLIF(2, 0)
# safe division lacks an argument
SELECT @SAFE_DIV(a)
!! 'denominator' is missing
# union over common columns
@UNION('distinct', t, u)
=> SELECT CAST(a AS INT) AS a, CAST(c AS TEXT) AS c FROM t UNION SELECT CAST(a AS INT) AS a, CAST(c AS TEXT) AS c FROM u
# union all is the default, one table is enough
@UNION(t, u) ;; @UNION('ALL', x.u)
=> SELECT CAST(a AS INT) AS a, CAST(c AS TEXT) AS c FROM t UNION ALL SELECT CAST(a AS INT) AS a, CAST(c AS TEXT) AS c FROM u ;; SELECT CAST(c AS TEXT) AS c, CAST(a AS INT) AS a, CAST(b AS INT) AS b FROM x.u
# union on a condition
@UNION(@n > 5, 'all', t, u) ;; @UNION(@flag, t, u)
=> SELECT CAST(a AS INT) AS a, CAST(c AS TEXT) AS c FROM t ;; SELECT CAST(a AS INT) AS a, CAST(c AS TEXT) AS c FROM t UNION ALL SELECT CAST(a AS INT) AS a, CAST(c AS TEXT) AS c FROM u
# union of another kind
@UNION('intersect', t, u)
!! kind of union 'intersect'
# union with an unknown table
@UNION(t, nowhere)
!! columns of nowhere
# union of nothing
@UNION('all')
!! no table
# distance
SELECT @HAVERSINE_DISTANCE(a, b, c, d), @HAVERSINE_DISTANCE(a, b, c, d, 'km')
=> SELECT 7922 * ASIN(SQRT((POWER(SIN(RADIANS((c - a) / 2)), 2)) + (COS(RADIANS(a)) * COS(RADIANS(c)) * POWER(SIN(RADIANS((d - b) / 2)), 2)))) * 1.0, 7922 * ASIN(SQRT((POWER(SIN(RADIANS((c - a) / 2)), 2)) + (COS(RADIANS(a)) * COS(RADIANS(c)) * POWER(SIN(RADIANS((d - b) / 2)), 2)))) * 1.60934
# distance in another unit
SELECT @HAVERSINE_DISTANCE(a, b, c, d, 'nm')
!! unit 'nm'
# distance lacks a point
SELECT @HAVERSINE_DISTANCE(a, b, c)
!! 'lon2' is missing
# pivot
SELECT @PIVOT(status, ['x', 'y z']), @PIVOT(n, [1])
=> SELECT SUM(CASE WHEN status = 'x' THEN 1 ELSE 0 END) AS "x", SUM(CASE WHEN status = 'y z' THEN 1 ELSE 0 END) AS "y z", SUM(CASE WHEN n = 1 THEN 1 ELSE 0 END) AS "1"
# pivot with everything
SELECT @PIVOT(status, ['x'], agg := 'COUNT', cmp := '<>', prefix := 'p_', suffix := '_s', then_value := amount, else_value := NULL, quote := FALSE, distinct := TRUE)
=> SELECT COUNT(DISTINCT CASE WHEN status <> 'x' THEN amount ELSE NULL END) AS p_x_s
# pivot without an alias, over a list variable
SELECT @PIVOT(status, @names, alias := FALSE)
=> SELECT SUM(CASE WHEN status = 'p' THEN 1 ELSE 0 END), SUM(CASE WHEN status = 'q' THEN 1 ELSE 0 END)
# pivot without values
SELECT @PIVOT(status)
!! 'values' is missing
# deduplicate
@DEDUPLICATE(shop.t, [id, CAST(d AS DATE)], ['d DESC', 'c ASC'])
=> SELECT * FROM shop.t QUALIFY ROW_NUMBER() OVER (PARTITION BY id, CAST(d AS DATE) ORDER BY d DESC, c ASC) = 1
# deduplicate orders by strings
@DEDUPLICATE(t, [id], [d])
!! must be a string
# deduplicate takes lists
@DEDUPLICATE(t, id, ['d'])
!! list of keys is missing
# deduplicate takes an order
@DEDUPLICATE(t, [id], [])
!! order is missing
# deduplicate needs its keys
@DEDUPLICATE(t)
!! list of keys is missing
# a calendar
SELECT * FROM (@DATE_SPINE('day', '2024-01-01', '2024-01-16'))
=> SELECT * FROM (SELECT date_day FROM UNNEST(CAST(GENERATE_SERIES(CAST('2024-01-01' AS DATE), CAST('2024-01-16' AS DATE), INTERVAL '1' DAY) AS DATE[])) AS _exploded(date_day))
# a calendar over expressions
@DATE_SPINE(quarter, @start_ds, now())
=> SELECT date_quarter FROM UNNEST(CAST(GENERATE_SERIES(CAST('2024-03-01' AS DATE), CAST(now() AS DATE), INTERVAL '1' QUARTER) AS DATE[])) AS _exploded(date_quarter)
# a calendar that runs backwards
@DATE_SPINE('day', '2024-02-01', '2024-01-16')
!! is after the end
# a calendar of something else
@DATE_SPINE('hour', '2024-02-01', '2024-01-16')
!! date part 'hour'
# a calendar with a bad date
@DATE_SPINE('day', '01.02.2024', '2024-01-16')
!! is no date
# a template of the physical table
SELECT @RESOLVE_TEMPLATE('s3://@{catalog_name}/@{schema_name}/@{table_name}')
=> SELECT 's3://db/sqlmesh__shop/shop__orders__1'
# a template as a table
SELECT * FROM @RESOLVE_TEMPLATE('@{schema_name}."@{table_name}$files"', mode := 'table'), @RESOLVE_TEMPLATE('lake.@{table_name}$parts', mode := 'table')
=> SELECT * FROM "sqlmesh__shop"."shop__orders__1$files", lake."shop__orders__1$parts"
# a template in another mode
SELECT @RESOLVE_TEMPLATE('x', mode := 'y')
!! mode 'y'
# unknown function
SELECT @STARS(t)
!! Macro 'STARS' does not exist
# there is no such built-in
SELECT @COLUMN('a')
!! Macro 'COLUMN' does not exist
# an open bracket
SELECT @IF(@flag, 1
!! bracket of @IF( is not closed
## dialect snowflake
# a stage is no variable, a variable is no stage
SELECT @s, $1 FROM @stage (FILE_FORMAT => f), @s
=> SELECT 'cat', $1 FROM @stage (FILE_FORMAT => f), "cat"
# Snowflake names are upper case
SELECT @STAR(T, alias := x, exclude := [A, b])
=> SELECT CAST("X"."c" AS TEXT) AS "c"
# Snowflake calendar
@DATE_SPINE('week', '2024-01-01', '2024-12-31')
=> SELECT DATEADD(WEEK, CAST(value AS INT), CAST('2024-01-01' AS DATE)) AS date_week FROM TABLE(FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(WEEK, CAST('2024-01-01' AS DATE), CAST('2024-12-31' AS DATE)) + 1)))
## dialect mysql
# no calendar for MySQL
@DATE_SPINE('week', '2024-01-01', '2024-12-31')
!! does not write it for mysql
## dialect postgres
# Postgres
SELECT @SAFE_DIV(a, b), @GENERATE_SURROGATE_KEY(a)
=> SELECT CAST(a AS DOUBLE PRECISION) / NULLIF(b, 0), MD5(COALESCE(CAST(a AS TEXT), '_sqlmesh_surrogate_key_null_'))
# Postgres has no QUALIFY
@DEDUPLICATE(unknown, [id], ['d DESC']) ;; @DEDUPLICATE(t, [a], ['b'])
=> SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY id ORDER BY d DESC) AS _w FROM unknown) AS _t WHERE _w = 1 ;; SELECT a, b, c FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) AS _w FROM t) AS _t WHERE _w = 1
# Postgres calendar
@DATE_SPINE('quarter', '2024-01-01', '2024-12-31')
=> SELECT date_quarter FROM (SELECT CAST(value AS DATE) FROM GENERATE_SERIES(CAST('2024-01-01' AS DATE), CAST('2024-12-31' AS DATE), INTERVAL '3 MONTH') AS _t(value)) AS _exploded(date_quarter)
## dialect trino
# Trino
SELECT @SAFE_DIV(a, b), @GENERATE_SURROGATE_KEY(a, b), @GENERATE_SURROGATE_KEY(a, hash_function := 'XXHASH64')
=> SELECT CAST(a AS DOUBLE) / NULLIF(b, 0), LOWER(TO_HEX(MD5(TO_UTF8(CONCAT(COALESCE(CAST(a AS VARCHAR), '_sqlmesh_surrogate_key_null_'), '|', COALESCE(CAST(b AS VARCHAR), '_sqlmesh_surrogate_key_null_')))))), XXHASH64(COALESCE(CAST(a AS VARCHAR), '_sqlmesh_surrogate_key_null_'))
# Trino calendar
@DATE_SPINE('week', '2024-01-01', '2024-12-31') ;; @DATE_SPINE('quarter', '2024-01-01', '2024-12-31')
=> SELECT date_week FROM UNNEST(SEQUENCE(CAST('2024-01-01' AS DATE), CAST('2024-12-31' AS DATE), INTERVAL '7' DAY)) AS _exploded(date_week) ;; SELECT date_quarter FROM UNNEST(SEQUENCE(CAST('2024-01-01' AS DATE), CAST('2024-12-31' AS DATE), INTERVAL '3' MONTH)) AS _exploded(date_quarter)
## dialect duckdb
## stage loading
# while loading, unknown columns are one placeholder
SELECT @STAR(nowhere) FROM nowhere
=> SELECT "nowhere"."__schema_unavailable_at_load__" FROM nowhere
# while loading, a union keeps its tables
@UNION(t, nowhere)
=> SELECT __schema_unavailable_at_load__ FROM t UNION ALL SELECT __schema_unavailable_at_load__ FROM nowhere
# while loading, there is no physical table
SELECT @RESOLVE_TEMPLATE('@{table_name}') FROM @RESOLVE_TEMPLATE('@{table_name}', mode := 'table')
=> SELECT '@{table_name}' FROM (SELECT NULL)

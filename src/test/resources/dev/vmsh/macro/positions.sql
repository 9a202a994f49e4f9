# a string is a literal
SELECT @s, @N, @f, @flag, @nul
=> SELECT 'cat', 1, 2.5, TRUE, NULL
# braces give an identifier
SELECT @{s}, @{s}_id, a_@{s}, a_@{s}_@{n}
=> SELECT cat, cat_id, a_cat, a_cat_1
# no braces are needed at the end of a name
SELECT pre_@s, x_@n
=> SELECT pre_cat, x_1
# a glued name that cannot stand alone is quoted
SELECT x.@{tbl}_z
=> SELECT x."prod.items_z"
# after a dot only a name makes sense
SELECT t.@{s}, t.@s
=> SELECT t.cat, t."cat"
# schema and table in FROM
SELECT * FROM @s.@s
=> SELECT * FROM "cat"."cat"
# a type after a cast mark
SELECT x::@{s}, @s::text, CAST(x AS @s)
=> SELECT x::cat, 'cat'::text, CAST(x AS cat)
# an alias
SELECT a AS @s, b AS @{s}_z
=> SELECT a AS "cat", b AS cat_z
# limit and interval
SELECT 1 WHERE x > INTERVAL @n DAY LIMIT @n
=> SELECT 1 WHERE x > INTERVAL '1' DAY LIMIT 1
# a dotted string in FROM is one name
SELECT * FROM @tbl
=> SELECT * FROM "prod.items"
# also after a comma, and not in EXTRACT
SELECT EXTRACT(YEAR FROM @s), @s FROM a, @s WHERE x IN (1, @s)
=> SELECT EXTRACT(YEAR FROM 'cat'), 'cat' FROM a, "cat" WHERE x IN (1, 'cat')
# IS DISTINCT FROM compares values
SELECT a IS DISTINCT FROM @s FROM t
=> SELECT a IS DISTINCT FROM 'cat' FROM t
# an identifier value is written as it is
SELECT * FROM @source AS o
=> SELECT * FROM raw.eu_orders AS o
# lists are tuples
SELECT a IN @lst, a IN (@lst), a IN @names
=> SELECT a IN (1, 2), a IN ((1, 2)), a IN ('p', 'q')
# a map
SELECT @m
=> SELECT MAP(['k'], [1])
# strings and comments are not scanned
SELECT '@s', $$@s$$ -- @s @undefined
=> SELECT '@s', $$@s$$ -- @s @undefined
# comments between brackets stay
SELECT /* @s */ @n
=> SELECT /* @s */ 1
# quoted names are scanned
SELECT "@s", "a_@{s}", "user@host"
=> SELECT "cat", "a_cat", "user@host"
# a template string
SELECT @'txt @{s} @@ @n @unknown it''s'
=> SELECT 'txt cat @ 1 @unknown it''s'
# Postgres operators with @ are no macros
SELECT a @> b, a <@ b, a @@ b
=> SELECT a @> b, a <@ b, a @@ b
# a mark right after a comparison
SELECT a<@n, a<@{n}, b <@c, a>=@n, a=@s
=> SELECT a<1, a<1, b <@c, a>=1, a='cat'
# grants
GRANT SELECT ON @this_model TO @s;; REVOKE ALL ON x FROM @s
=> GRANT SELECT ON "db"."sqlmesh__shop"."shop__orders__1" TO "cat" ;; REVOKE ALL ON x FROM "cat"
# this_model before a bracket
INSERT INTO @this_model (a, b) VALUES (@n, @s)
=> INSERT INTO "db"."sqlmesh__shop"."shop__orders__1" (a, b) VALUES (1, 'cat')
# statements that no parser knows
VACUUM @this_model
=> VACUUM "db"."sqlmesh__shop"."shop__orders__1"
# a number in braces is a number
SELECT 1 LIMIT @{n}
=> SELECT 1 LIMIT 1
# names after IF EXISTS and in MERGE
CREATE SCHEMA IF NOT EXISTS @s;; DROP TABLE IF EXISTS @s.x;; MERGE INTO @s USING @s ON x = @s
=> CREATE SCHEMA IF NOT EXISTS "cat" ;; DROP TABLE IF EXISTS "cat".x ;; MERGE INTO "cat" USING "cat" ON x = 'cat'
# changes name their tables
UPDATE @s SET x = @s FROM @s WHERE y = @s;; DELETE FROM @s WHERE EXISTS (SELECT 1 FROM @s);; WITH @s AS (SELECT 1) SELECT 2
=> UPDATE "cat" SET x = 'cat' FROM "cat" WHERE y = 'cat' ;; DELETE FROM "cat" WHERE EXISTS (SELECT 1 FROM "cat") ;; WITH "cat" AS (SELECT 1) SELECT 2
# a comment in an argument does not swallow what follows
SELECT @IF(@flag, a -- why
  , b) AS x, @EACH([a, -- first
  b], x -> x + 1 -- last
) FROM t
=> SELECT a AS x, a + 1, b + 1 FROM t
# a date that there is no range for
SELECT @start_ds, x BETWEEN @start_dt AND @end_ts
!! Macro variable 'end_ts' is undefined
# dates of the interval, as literals and in names
SELECT @start_ds, x >= @start_dt, @START_DATE, @{start_ds}_x, t_@{start_hour}, @start_epoch, @start_millis, @'day @{start_ds}'
=> SELECT '2024-03-01', x >= CAST('2024-03-01 00:00:00+00:00' AS TIMESTAMPTZ), CAST('2024-03-01' AS DATE), "2024-03-01_x", t_0, 1709251200.0, 1709251200000, 'day 2024-03-01'
# the moment of the run, under both of its names
SELECT @execution_ts, @latest_ts, DATE_TRUNC('month', @execution_date), @execution_dtntz, @latest_tstz
=> SELECT '2024-03-03 04:05:06', '2024-03-03 04:05:06', DATE_TRUNC('month', CAST('2024-03-03' AS DATE)), CAST('2024-03-03 04:05:06' AS TIMESTAMP), '2024-03-03 04:05:06+00:00'
# what is known while it runs
SELECT @runtime_stage, @gateway, "@{runtime_stage}", x_@runtime_stage, @default_catalog
=> SELECT 'evaluating', 'local', "evaluating", x_evaluating, 'db'
# the table in FROM, dotted, and in a subquery
SELECT @this_model.a FROM @this_model AS t, (SELECT 1 FROM @this_model)
=> SELECT "db"."sqlmesh__shop"."shop__orders__1".a FROM "db"."sqlmesh__shop"."shop__orders__1" AS t, (SELECT 1 FROM "db"."sqlmesh__shop"."shop__orders__1")
# templates of nothing, of marks alone, and of what only looks like one
SELECT @'', @'@@', @'a@b.c', @'@{s}@{s}', @'@ {s}'
=> SELECT '', '@', 'a@b.c', 'catcat', '@ {s}'
# text without macros
SELECT 1 AS a
=> SELECT 1 AS a
# an undefined variable
SELECT @unknown
!! Macro variable 'unknown' is undefined
# an undefined variable in a name
SELECT a_@{unknown}
!! Macro variable 'unknown' is undefined
# braces that do not close
SELECT @{s
!! '@{' is not closed
# another dialect's quotes
## dialect bigquery
SELECT @s AS @s, "it's @s", @'it''s'
=> SELECT 'cat' AS `cat`, "it's @s", 'it\'s'
## dialect trino
SELECT @m
=> SELECT MAP(ARRAY['k'], ARRAY[1])
# a comment of Jinja becomes one of SQL
SELECT 1 {# not @undefined #} AS x
=> SELECT 1 /* not @undefined */ AS x

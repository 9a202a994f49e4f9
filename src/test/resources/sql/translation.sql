# bigquery duckdb: back-ticks
select `a`.`b` from `p.d.t` as `a`;
select "a"."b" from "p"."d"."t" as "a";
# bigquery duckdb: strings in double quotes, and backslashes
select "it's", 'a\'b', "x\ny", r'\d' from t;
select 'it''s', 'a''b', 'x
y', '\d' from t;
# bigquery duckdb: comments
select 1 # one
from t;
select 1 -- one
from t;
# bigquery duckdb: types of casts only
select cast(a as int64), cast(b as float64), cast(c as string(5)), a as string, safe_cast(d as bytes) from t;
select cast(a as BIGINT), cast(b as DOUBLE PRECISION), cast(c as VARCHAR(5)), a as string, TRY_CAST(d as BLOB) from t;
# bigquery duckdb: stars without columns
select * except (a) from t;
select * EXCLUDE (a) from t;
# bigquery duckdb: a NULL makes a CONCAT NULL
select concat(a, upper(b), 'x') from t;
select ((a) || ( upper(b)) || ( 'x')) from t;
# bigquery duckdb: NULL is the least
select row_number() over (partition by a, b order by c, d desc) from t order by f(a, b), e nulls last limit 3;
select row_number() over (partition by a, b order by c NULLS FIRST, d desc) from t order by f(a, b) NULLS FIRST, e nulls last limit 3;
# bigquery duckdb: division gives fractions in both
select a / b from t;
select a / b from t;
# bigquery duckdb: arguments in another order are for the engine to judge
select timestamp_diff(a, b, day) from t;
select timestamp_diff(a, b, day) from t;
# postgres duckdb: NULL is the greatest
select array_agg(a order by a desc) from t order by a, b desc;
select array_agg(a order by a desc NULLS FIRST) from t order by a, b desc NULLS FIRST;
# postgres duckdb: a division with a fraction in it
select a / 2.0, sum(a)::numeric / count(*), round(cast(a as double precision) / b), 1 / nullif(b::float, 0) from t;
select a / 2.0, sum(a)::numeric / count(*), round(cast(a as double precision) / b), 1 / nullif(b::float, 0) from t;
# postgres duckdb: quoted names
select "A b", 'x' from "S"."T";
select "A b", 'x' from "S"."T";
# mysql postgres: quotes and IFNULL
select ifnull(`a`, "b") from t order by 1;
select COALESCE("a", 'b') from t order by 1 NULLS FIRST;
# postgres duckdb: whole numbers
select a / b from t;
refused;
# duckdb postgres: whole numbers
select count(*) / 2 from t;
refused;
# bigquery duckdb: the least of a NULL
select least(a, b) from t;
refused;
# bigquery duckdb: days of the week
select extract(dayofweek from d) from t;
refused;
# bigquery duckdb: the columns of an unnested array
select x from unnest([1, 2]) as x;
refused;
# spark duckdb: arrays count from 0
select a[0] from t;
refused;
# databricks duckdb: an interval of a column has no unit
select d + interval days, 1 from t;
refused;
# databricks duckdb: an interval with its unit
select d + interval 3 day, d - interval '1' day from t;
select d + interval 3 day, d - interval '1' day from t;
# bigquery duckdb: nested types
select cast(a as array<int64>) from t;
refused;
# duckdb duckdb: stars without columns, as SQLMesh reads them
select * except (a), t.* except(b) from t except (select 1);
select * EXCLUDE (a), t.* EXCLUDE(b) from t except (select 1);
# duckdb duckdb: nothing else is touched
select a / b, "c", concat(a, b) from t order by 1 desc;
select a / b, "c", concat(a, b) from t order by 1 desc;
# bigquery duckdb: a dash in a table's path
select a-b from bigquery-public-data.ga4.events_2021 join my-2nd.d.t using (id);
select a-b from "bigquery-public-data".ga4.events_2021 join "my-2nd".d.t using (id);
# fabric duckdb: brackets
select [a b] from [dbo].[t];
select "a b" from "dbo"."t";
# doris duckdb: as the dialect that it descends from
select `a`, "b" from `t`;
select "a", 'b' from "t";
# postgres postgres: names that are words of SQL
with group as (select 1 as a) select group.a, cast(b as text), case when c then 1 else 2 end as End from group join raw.user as user using (a) order by 1;
with "group" as (select 1 as a) select "group".a, cast(b as text), case when c then 1 else 2 end as "end" from "group" join raw.user as "user" using (a) order by 1;
# snowflake duckdb: how often a unit begins between two dates
select datediff(month, a, dateadd(b)) as m, t.datediff(c, d) from t;
select DATE_DIFF('month', a, dateadd(b)) as m, t.datediff(c, d) from t;
# databricks duckdb: whole units, and days
select datediff(HOUR, a, b), datediff(greatest(a, b), "x"), datediff(week, a, b) from t;
select DATE_SUB('hour', a, b), (-DATE_DIFF('day', CAST(greatest(a, b) AS DATE), CAST( 'x' AS DATE))), datediff(week, a, b) from t;
# bigquery duckdb: the unit last
select date_diff(a, cast(b as date), DAY) + 1 from t;
select (-DATE_DIFF('day', a, cast(b as date))) + 1 from t;
# duckdb trino: casts, types, and a division of doubles
select a::int / b, (c + 1)::text, f(x.y)::double precision, '1'::timestamp, d::decimal(10, 2), cast(e as hugeint) from t;
select CAST(a AS int) * 1e0 / b, CAST((c + 1) AS VARCHAR), CAST(f(x.y) AS double precision), CAST('1' AS TIMESTAMP(6)), CAST(d AS decimal(10, 2)), cast(e as DECIMAL(38, 0)) from t;
# duckdb trino: a cast of a cast
select a::int::text from t;
select CAST(CAST(a AS int) AS VARCHAR) from t;
# duckdb trino: a cast of what has no plain beginning
select case when a then 1 end::text from t;
refused;
# postgres trino: a number of any precision
select cast(a as numeric) from t;
refused;
# postgres trino: whole numbers divide alike
select a / b, c::float from t;
select a / b, CAST(c AS DOUBLE) from t;
# duckdb postgres: a comma at the end of a list
select a, count(distinct b) as n, from t where a in (1, 2,) group by a;
select a, count(distinct b) as n from t where a in (1, 2) group by a;
# trino trino: a comma at the end of a list
select a, b, from t;
select a, b from t;
# postgres duckdb: a pattern that strftime has only in part
select to_char(d, 'YYYY-MM-DD HH24:MI:SS.US'), to_char(x.d, 'Dy FMMonth "at" HH12:MI AM'), to_char(e, '100%');
refused;
# postgres duckdb: times written by patterns that strftime has
select to_char(d, 'YYYY-MM-DD HH24:MI:SS.US'), to_char(max(x.d), 'Dy DD FMMonth "at %" hh12:MI AM, YY') from t;
select strftime(d, '%Y-%m-%d %H:%M:%S.%f'), strftime(max(x.d), '%a %d %B at %% %I:%M %p, %y') from t;
# postgres duckdb: names that are padded to nine letters
select to_char(d, 'Month') from t;
refused;
# postgres duckdb: numbers written by a pattern
select to_char(n, '999.00') from t;
refused;
# postgres duckdb: a pattern that is computed
select to_char(d, p) from t;
refused;
# postgres duckdb: rows that a SELECT makes
select a, generate_series(b, c, interval '1 day')::date as d, cast(generate_series(1, (2 + 3)) as int) from t where d in (select generate_series(1, 2));
select a, unnest(generate_series(b, c, interval '1 day'))::date as d, cast(unnest(generate_series(1, (2 + 3))) as int) from t where d in (select unnest(generate_series(1, 2)));
# postgres duckdb: rows that stand in FROM stay
select d from generate_series(1, 3) as s(d) join lateral generate_series(1, d) as e on true;
select d from generate_series(1, 3) as s(d) join lateral generate_series(1, d) as e on true;
# duckdb duckdb: a list stays one
select generate_series(1, 3) from t;
select generate_series(1, 3) from t;
# databricks duckdb: a number of units later
select dateadd(DAY, 30, d), date_add(month, -(a + 1), f(b, c)) as m, dateadd(hour, 1, dateadd(day, 2, d)) from t;
select (INTERVAL ( 30) DAY + ( d)), (INTERVAL ( -(a + 1)) MONTH + ( f(b, c))) as m, (INTERVAL ( 1) HOUR + ( (INTERVAL ( 2) DAY + ( d)))) from t;
# spark duckdb: a number of days later and earlier
select date_add(d, 3), date_sub(greatest(a, b), n) from t;
select (CAST(d AS DATE) + CAST( 3 AS INTEGER)), (CAST(greatest(a, b) AS DATE) - CAST( n AS INTEGER)) from t;
# snowflake duckdb: the type of a later day is that of the day, which only the engine knows
select dateadd(day, 1, d) from t;
select dateadd(day, 1, d) from t;

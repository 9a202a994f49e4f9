# columns and aliases stay
select a, b as c, t.d from t;
select a, b as c, t.d from t;
# a cast takes its column's name
select id::int, cast(x as date) from t;
select id::int AS "id", cast(x as date) AS "x" from t;
# what has no name is named by position
select a, count(*), 1 + 1 /* two */ from t;
select a, count(*) AS "_col_1", 1 + 1 AS "_col_2" /* two */ from t;
# stars stay
select *, t.*, max(a) from t;
select *, t.*, max(a) AS "_col_2" from t;
# the first part of a set operation
select 1 union all select 2;
select 1 AS "_col_0" union all select 2;
# behind a WITH
with x as (select 1 as a) select a + 1 from x;
with x as (select 1 as a) select a + 1 AS "_col_0" from x;

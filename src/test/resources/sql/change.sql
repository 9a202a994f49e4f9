# nothing
select a from t;
SELECT a FROM t;
same;
# a column at the end
select a from t;
select a, b from t;
added b;
# columns in the middle
select a, z from t;
select a, b as c, d, z from t;
added c, d;
# a column in a WITH and outside
with o as (select a from t) select a from o;
with o as (select a, b from t) select a, b from o;
added b, b;
# a column in a WITH only
with o as (select a from t) select a from o;
with o as (select a, b from t) select a from o;
added b;
# a column in each part of UNION ALL
select a from t union all select a from u;
select a, b from t union all select a, b from u;
added b, b;
# a scalar subquery
select a from t;
select a, (select max(x) from u) as m from t;
added m;
# an aggregate in a grouped query
select a, count(*) as n from t group by a;
select a, count(*) as n, sum(b) as s from t group by a;
added s;
# a window
select a from t;
select a, row_number() over (order by a) as n from t;
added n;
# a condition
select a from t where b = 1;
select a from t where b = 2;
other: WHERE changed;
# a condition where there was none
select a from t;
select a from t where b = 2;
other: WHERE added;
# a column and a condition
select a from t;
select a, b from t where b = 2;
other: WHERE added;
# a changed column
select a, b + 1 as total from t;
select a, b + 2 as total from t;
other: column total changed;
# a removed column
select a, b from t;
select a from t;
other: column b removed;
# columns in another order
select a, b from t;
select b, a from t;
other: columns reordered;
# a join
select a from t;
select a from t join u using (id);
other: JOIN added;
# another table
select a from t;
select a from u;
other: FROM changed;
# inside a WITH
with o as (select a from t where a > 1) select a from o;
with o as (select a from t where a > 2) select a from o;
other: WHERE changed in o;
# DISTINCT
select distinct a from t;
select distinct a, b from t;
other: columns added to SELECT DISTINCT;
# UNION compares rows
select a from t union select a from u;
select a, b from t union select a, b from u;
other: columns added under a set operation that compares rows;
# UNNEST makes rows
select a from t;
select a, unnest(b) as c from t;
other: an added column makes rows;
# UNNEST inside a subquery cannot change the rows outside
select a from t;
select a, (select max(x) from (select unnest(b) as x)) as c from t;
added c;
# positions
select a, count(*) as n from t group by 1;
select b, a, count(*) as n from t group by 1;
other: columns added where GROUP BY or ORDER BY counts positions or takes all;
# GROUP BY ALL
select a, count(*) as n from t group by all;
select a, b, count(*) as n from t group by all;
other: columns added where GROUP BY or ORDER BY counts positions or takes all;
# an aggregate where there was no group
select 'x' as a from t;
select 'x' as a, count(*) as n from t;
other: an added column aggregates;
# below SELECT DISTINCT *
select distinct * from (select a from t) as s;
select distinct * from (select a, b from t) as s;
other: columns added below SELECT DISTINCT *;
# below a star
select * from (select a from t) as s;
select * from (select a, b from t) as s;
added b;
# an alias that captures a name in ORDER BY
select a from t order by b limit 1;
select a, -b as b from t order by b limit 1;
other: the added column b hides a name that the query uses;
# NATURAL JOIN joins on what is there
select x.a from (select a from t) as x natural join u;
select x.a from (select a, b from t) as x natural join u;
other: columns added in a query with NATURAL JOIN;
# FROM first
from t select a, b // 2 as c;
from t select a, b // 2 as c, d;
added d;
# FROM first with another condition
from t select a where b // 2 = 1;
from t select a where b // 2 = 2;
other: the query changed;
# LIMIT
select a from t limit 1;
select a from t limit 2;
other: LIMIT changed;
# PIVOT groups by what is there
pivot (select a, b from t) on a in (1, 2) using count(*);
pivot (select a, b, c from t) on a in (1, 2) using count(*);
other: columns added in a query with PIVOT;
# a PIVOT without its list of values
pivot (select a, b from t) on a using count(*);
pivot (select a, b, c from t) on a using count(*);
other: columns added in a query with PIVOT;
# one column for another
select a, b from t;
select a, c from t;
other: column b removed;

# white space and keyword case are not meaning
select a,b from shop.orders;
SELECT a, b
FROM shop.orders;
# comments are not meaning
select a -- the first
from t /* all of it */;
select a from t;
# nested comments are comments
select /* one /* two */ still */ a from t;
select a from t;
# a trailing comma in the select list
select a, b, from t;
select a, b from t;
# a trailing comma in a list
select a from t where a in (1, 2,);
select a from t where a in (1, 2);
# unquoted names ignore case
select Total from Shop.Orders;
select total from shop.orders;
# in DuckDB quoted names ignore case too
select "Total" from "Shop"."orders";
select total from shop.orders;
# the optional AS
select a as x from t as u;
select a x from t u;
# the optional INNER and OUTER
select * from a inner join b on a.x = b.x left outer join c on c.x = a.x;
select * from a join b on a.x = b.x left join c on c.x = a.x;
# the default order
select a from t order by a asc, b desc;
select a from t order by a, b desc;
# two ways to write not equal
select a from t where a != 1;
select a from t where a <> 1;
# parentheses around a condition
select a from t where (a = 1);
select a from t where a = 1;
# parentheses around the parts of a conjunction
select a from t where (a = 1) and (b = 2 or c = 3);
select a from t where a = 1 and (b = 2 or c = 3);
# doubled parentheses
select ((a + b)) * 2 as c from t;
select (a + b) * 2 as c from t;
# parentheses around an item and an argument
select (a) as a, sum((b)) as b from t group by a;
select a as a, sum(b) as b from t group by a;
# parentheses around a conjunction in a disjunction
select a from t where (a = 1 and b = 2) or c = 3;
select a from t where a = 1 and b = 2 or c = 3;
# parentheses in a join condition
select * from a join b on (a.x = b.x);
select * from a join b on a.x = b.x;
# parentheses in a case
select case when (a = 1) then (b) else (c) end as d from t;
select case when a = 1 then b else c end as d from t;
# what only DuckDB reads: white space and case
from shop.orders select a, B where a // 2 = 1;
FROM shop.orders SELECT a, b WHERE (a // 2 = 1);
# a trailing semicolon
select 1 as a;;
select 1 as a;
# empty lines do not end a statement
with a as (select 1 as x from t

-- one

)


, b as (select 2 as y from u) select * from a, b;
with a as (select 1 as x from t), b as (select 2 as y from u) select * from a, b;
# a comment of Jinja is a comment
select a {# from x #} from t;
select a from t;
# a name that is a word of SQL
select to.x, order.y as end from a as to join b as order on order.id = to.id;
select "to".x, "order".y as "end" from a as "to" join b as "order" on "order".id = "to".id;

# one table
select * from shop.orders;
shop.orders;
# three parts
select * from lake.shop.orders;
lake.shop.orders;
# order of appearance, each once
select * from b.y join a.x using (id) join b.y as z using (id);
b.y, a.x;
# a WITH is not a table
with o as (select * from shop.orders) select * from o join o as p on true;
shop.orders;
# a WITH of the same name as the table inside it
with orders as (select * from orders) select * from orders;
orders;
# a WITH hides only names of one part
with orders as (select 1 as a) select * from shop.orders, orders;
shop.orders;
# a recursive WITH sees itself
with recursive n as (select 1 as i union all select i + 1 from n where i < 3) select * from n, t;
t;
# each WITH sees the ones before it
with a as (select * from b), b as (select * from a) select * from b;
b;
# the scope of an inner WITH ends with its subquery
select * from (with x as (select 1 as a) select * from x) as s, x;
x;
# subqueries in every clause
select (select max(a) from t1) as m from t2 where exists (select 1 from t3) group by (select 1 from t4)
having count(*) > (select 1 from t5) order by (select 1 from t6);
t1, t2, t3, t4, t5, t6;
# subqueries in windows and QUALIFY
select a from t1 qualify row_number() over (order by (select 1 from t2)) = (select 1 from t3);
t1, t2, t3;
# quotes and case
select * from "Shop"."Orders";
shop.orders;
# a table function is not a table
select * from range(3) as r(i), read_csv('a.csv') as c, t;
t;
# a file is not a table
select * from 'data/x.parquet';
none;
# FROM first
from shop.orders select id where id > 1;
shop.orders;
# SEMI and ANTI joins, which the first parser reads as aliases
select * from a.x anti join b.y using (id);
a.x, b.y;
# integer division does not hide the rest
select 7 // 2 as d from t1 join t2 using (id);
t1, t2;
# a dot inside quotes
select * from shop."big.orders";
shop."big.orders";
# characters of several bytes before a table that DuckDB locates by byte
from (select 'größe 😀' as g, x.a from shop.x) select g // 1;
shop.x;
# a DESCRIBE in FROM
from (describe shop.orders);
shop.orders;
# an environment after the name
select * from shop.orders@dev as o join shop.items@dev-alice using (id);
shop.orders, shop.items;
# set operations
select a from t1 union all (select a from t2 except select a from t3);
t1, t2, t3;

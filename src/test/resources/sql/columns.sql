# names and types from the schema
select id, total from shop.orders;
id INTEGER | total DECIMAL(10,2);
# aliases, casts and literals
select id::bigint as key, cast(total as double) as t, 'x' as s, 1 as n, count(*) as c from shop.orders group by 1, 2;
key BIGINT | t DOUBLE | s VARCHAR | n INTEGER | c BIGINT;
# a cast keeps its column's name
select id::text from shop.orders;
id TEXT;
# expressions are typed only where that is plain
select id + 1 as next, id > 1 as big, o.customer_id from shop.orders as o;
next | big BOOLEAN | customer_id INTEGER;
# what has no name gets one by its position
select id, count(*), max(total) from shop.orders group by id;
id INTEGER | _col_1 BIGINT | _col_2;
# a star
select * from shop.orders;
id INTEGER | total DECIMAL(10,2) | customer_id INTEGER;
# a star over an unknown table
select * from shop.nothing;
unknown;
# an unknown table without a star
select a, b::date as c from shop.nothing;
a | c DATE;
# a star with EXCLUDE and REPLACE
select * exclude (customer_id) replace (total::double as total) from shop.orders;
id INTEGER | total DOUBLE;
# a qualified star
select c.*, o.id from shop.orders as o join shop.customers as c on c.customer_id = o.customer_id;
customer_id INTEGER | name VARCHAR | id INTEGER;
# a star over USING gives the common column once
select * from shop.orders join shop.customers using (customer_id);
id INTEGER | total DECIMAL(10,2) | customer_id INTEGER | name VARCHAR;
# columns come through WITH and subqueries
with o as (select id as order_id, total from shop.orders) select * from (select * from o) as s;
order_id INTEGER | total DECIMAL(10,2);
# column names of a WITH
with o(a, b) as (select id, total from shop.orders) select b, a from o;
b DECIMAL(10,2) | a INTEGER;
# a set operation takes the names of its first part
select id as a from shop.orders union all select customer_id as b from shop.customers;
a INTEGER;
# a WITH hides a table
with orders as (select 'x' as y) select * from orders;
y VARCHAR;
# FROM first
from shop.orders select id, total // 2 as half;
id INTEGER | half;
# FROM first with all columns
from shop.orders where id // 2 = 1;
id INTEGER | total DECIMAL(10,2) | customer_id INTEGER;
# names that are also units of time
select year, day as d from t;
year | d;
# FROM alone
from shop.orders;
id INTEGER | total DECIMAL(10,2) | customer_id INTEGER;
# some of the columns of a table renamed
select * from shop.orders as o(key);
key INTEGER | total DECIMAL(10,2) | customer_id INTEGER;
# some of the columns of an unknown table renamed
select * from shop.nothing as o(key);
unknown;

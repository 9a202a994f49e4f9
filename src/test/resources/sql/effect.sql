# an expression changed
select id, total + 1 as t from shop.orders;
select id, total + 2 as t from shop.orders;
columns t;
# a column is gone
select id, total as t from shop.orders;
select id from shop.orders;
columns t;
# a column more
select id from shop.orders;
select id, total as t from shop.orders;
columns t;
# a column with another name
select id, total as t from shop.orders;
select id, total as u from shop.orders;
columns t u;
# only the order of the columns
select id, total as t from shop.orders;
select total as t, id from shop.orders;
nothing;
# a condition changed
select id from shop.orders where total > 1;
select id from shop.orders where total > 2;
rows;
# the changed column filters further out
select id, t from (select id, total + 1 as t from shop.orders) as o where t > 3;
select id, t from (select id, total + 2 as t from shop.orders) as o where t > 3;
rows;
# through WITH and a star
with result as (select id, total + 1 as t from shop.orders where id > 3) select * from result;
with result as (select id, total + 2 as t from shop.orders where id > 3) select * from result;
columns t;
# through two steps of WITH
with a as (select id, total + 1 as t from shop.orders), b as (select id, t * 2 as u, id + 1 as n from a) select u, n from b;
with a as (select id, total + 2 as t from shop.orders), b as (select id, t * 2 as u, id + 1 as n from a) select u, n from b;
columns u;
# an alias used beside
select id, total + 1 as t, t * 2 as u from shop.orders;
select id, total + 2 as t, t * 2 as u from shop.orders;
columns t u;
# ORDER BY and LIMIT by the changed column
select id, total + 1 as t from shop.orders order by t limit 3;
select id, total + 2 as t from shop.orders order by t limit 3;
rows;
# an alias that hides a column in ORDER BY
select customer_id as id, id + 1 as total from shop.orders order by total;
select customer_id as id, id + 2 as total from shop.orders order by total;
rows;
# DISTINCT compares every column
select distinct id, total + 1 as t from shop.orders;
select distinct id, total + 2 as t from shop.orders;
rows;
# an aggregate of a group
select customer_id, sum(total) as s, count(*) as n from shop.orders group by customer_id;
select customer_id, max(total) as s, count(*) as n from shop.orders group by customer_id;
columns s;
# the group itself
select customer_id + 1 as c, count(*) as n from shop.orders group by 1;
select customer_id + 2 as c, count(*) as n from shop.orders group by 1;
rows;
# the group by its alias
select customer_id + 1 as c, count(*) as n from shop.orders group by c;
select customer_id + 2 as c, count(*) as n from shop.orders group by c;
rows;
# rows become one
select id, total as t from shop.orders;
select id, sum(total) as t from shop.orders;
rows;
# one row stays one
select count(*) as n, sum(total) as t from shop.orders;
select count(*) as n, avg(total) as t from shop.orders;
columns t;
# an aggregate no more
select sum(total) as t from shop.orders;
select total as t from shop.orders;
rows;
# rows out of a list
select id, total as t from shop.orders;
select id, unnest([total]) as t from shop.orders;
rows;
# a function that is not known
select id, total as t from shop.orders;
select id, my_macro(total) as t from shop.orders;
rows;
# a window
select id, sum(total) over (partition by customer_id) as t from shop.orders;
select id, max(total) over (partition by customer_id) as t from shop.orders;
columns t;
# a window that picks rows
select id, total as t, row_number() over (partition by id order by total) as n from shop.orders qualify n = 1;
select id, total as t, row_number() over (partition by id order by customer_id) as n from shop.orders qualify n = 1;
rows;
# UNION ALL goes by position
select id as k, total as t from shop.orders union all select customer_id, 0 from shop.customers;
select id as k, total as t from shop.orders union all select customer_id, 1 from shop.customers;
columns t;
# UNION ALL with its columns swapped
select id as k, total as t from shop.orders union all select customer_id, 0 from shop.customers;
select id as k, total as t from shop.orders union all select 0, customer_id from shop.customers;
columns k t;
# UNION compares rows
select id as k, total as t from shop.orders union select customer_id, 0 from shop.customers;
select id as k, total as t from shop.orders union select customer_id, 1 from shop.customers;
rows;
# a subquery for one value
select id, (select max(c.name) from shop.customers c) as t from shop.orders;
select id, (select min(c.name) from shop.customers c) as t from shop.orders;
columns t;
# EXISTS decides
select id, total as t from shop.orders o where exists (select 1 from shop.customers c where c.customer_id = o.id + 1);
select id, total as t from shop.orders o where exists (select 1 from shop.customers c where c.customer_id = o.id + 2);
rows;
# a star is added
select id from shop.orders;
select id, * from shop.orders;
rows;
# another table
select id from shop.orders;
select customer_id as id from shop.customers;
rows;
# rows by chance
select id, total + 1 as t from shop.orders where random() > 0.5;
select id, total + 2 as t from shop.orders where random() > 0.5;
rows;
# a recursive WITH
with recursive r as (select id as i, total as t from shop.orders union all select i + 1, t from r where i < 3) select i, t from r;
with recursive r as (select id as i, total + 1 as t from shop.orders union all select i + 1, t from r where i < 3) select i, t from r;
rows;
# constants of a branch in parentheses, swapped
(select id as k, total as t from shop.orders) union all (select 0 as a, 1 as b);
(select id as k, total as t from shop.orders) union all (select 1 as b, 0 as a);
columns k t;
# names given in order
select a, b from (select 0 as p, 1 as q, id from shop.orders) as s(a, b, c);
select a, b from (select 1 as q, 0 as p, id from shop.orders) as s(a, b, c);
columns a b;
# names given to WITH in order
with s(a, b) as (select 0 as p, 1 as q) select a, b from s;
with s(a, b) as (select 1 as q, 0 as p) select a, b from s;
columns a b;
# a group within ROLLUP
select customer_id + 1 as c, count(*) as n from shop.orders group by rollup (1);
select customer_id + 2 as c, count(*) as n from shop.orders group by rollup (1);
rows;
# through WITH of names that are words to a parser
with returns as (select id, total + 1 as t from shop.orders), final as (select id, t from returns where id > 3) select final.* from final;
with returns as (select id, total + 2 as t from shop.orders), final as (select id, t from returns where id > 3) select final.* from final;
columns t;

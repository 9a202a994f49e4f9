# columns and expressions
select id, total * 2 as twice from shop.orders where customer_id > 1;
id <- shop.orders.id | twice <- shop.orders.total;
shop.orders: customer_id id total;
# through WITH and subqueries
with o as (select id as k, total, customer_id as c from shop.orders) select s.k + s.total as x from (select k, total from o) as s;
x <- shop.orders.id shop.orders.total;
shop.orders: customer_id id total;
# a join
select o.id, name from shop.orders o join shop.customers c on o.customer_id = c.customer_id;
id <- shop.orders.id | name <- shop.customers.name;
shop.customers: customer_id name / shop.orders: customer_id id;
# USING reads both sides
select name from shop.orders join shop.customers using (customer_id);
name <- shop.customers.name;
shop.customers: customer_id name / shop.orders: customer_id;
# a star
select * exclude (total) from shop.orders;
id <- shop.orders.id | customer_id <- shop.orders.customer_id;
shop.orders: customer_id id total;
# count of all reads no column
select count(*) as n from shop.orders;
n <- ;
shop.orders:;
# an unknown table, alone
select a, b + c as d from x.y where e;
a <- x.y.a | d <- x.y.b x.y.c;
x.y: a b c e;
# two unknown tables, unqualified
select a from x.y, x.z;
uncertain;
uncertain;
# two unknown tables, qualified
select y.a, z.b from x.y, x.z;
a <- x.y.a | b <- x.z.b;
x.y: a / x.z: b;
# a star over an unknown table
select * from x.y;
uncertain;
uncertain;
# a correlated subquery
select (select max(o.total) from shop.orders o where o.customer_id = c.customer_id) as best from shop.customers c;
best <- shop.orders.total;
shop.customers: customer_id / shop.orders: customer_id total;
# a union
select id as k from shop.orders union all select customer_id from shop.customers;
k <- shop.customers.customer_id shop.orders.id;
shop.customers: customer_id / shop.orders: id;
# an alias in ORDER BY
select total as t from shop.orders order by t;
t <- shop.orders.total;
shop.orders: total;
# a recursive WITH
with recursive r as (select id as i from shop.orders union all select i + 1 from r where i < 3) select i from r;
i <- shop.orders.id;
shop.orders: id;
# windows
select row_number() over (partition by customer_id order by total) as n from shop.orders;
n <- shop.orders.customer_id shop.orders.total;
shop.orders: customer_id total;
# a whole row
select y from x.y;
uncertain;
uncertain;

# shop.orders has other values of total
select id, customer_id from shop.orders;
nothing;
# it is read
select id, total * 2 as t from shop.orders;
columns t;
# a star takes it along
select * from shop.orders;
columns total;
# it decides
select id from shop.orders where total > 1;
rows;
# it joins
select o.id from shop.orders o join shop.customers c on c.customer_id = o.total;
rows;
# another table has a column of that name
select o.id, t.total from shop.orders o join (select customer_id, 1 as total from shop.customers) t on t.customer_id = o.customer_id;
nothing;
# only counted
select count(*) as n from shop.orders;
nothing;
# a star is compared
select distinct * from shop.orders;
rows;
# left out of a star
select * exclude (total) from shop.orders;
nothing;
# the row as a whole
select o from shop.orders as o;
rows;
# ordered by, without a limit
select id from shop.orders order by total;
rows;
# groups
select total, count(*) as n from shop.orders group by total;
rows;
# GROUP BY ALL
select total, count(*) as n from shop.orders group by all;
rows;
# a table without a change
select name from shop.customers;
nothing;

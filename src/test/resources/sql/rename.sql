# one table
select * from shop.orders order by id;
# the table's own name qualifies
select orders.id, orders.total from shop.orders order by orders.id;
# schema and table qualify
select shop.orders.id, orders.* from shop.orders order by shop.orders.id;
# an alias stays
select o.id from shop.orders as o where o.total > 3 order by 1;
# a WITH of the table's name
with orders as (select * from shop.orders) select orders.id from orders order by 1;
# two tables with one name
select shop.orders.id, crm.orders.note from shop.orders join crm.orders on shop.orders.id = crm.orders.id order by 1;
# a correlated subquery
select name, (select max(shop.orders.total) from shop.orders where shop.orders.customer_id = shop.customers.customer_id) as best
from shop.customers order by 1;
# a table named twice with one alias
select a.id from shop.orders a join shop.orders using (id) order by 1;
# columns of one table in a subquery of another
select id from crm.orders where exists (select 1 from shop.customers where crm.orders.id % 3 = shop.customers.customer_id) order by id;
# a union
select id from shop.orders union all select id from crm.orders order by 1;
# a table without a schema
select plain.a, plain.s.x from plain order by a;
# a struct's field behind the table's alias
select p.s.x from plain p order by 1;
# FROM first
from shop.orders select orders.id, id // 2 as half order by 1;
# FROM first with everything
from shop.orders order by id // 1, id;
# an anti join
select shop.orders.id from shop.orders anti join crm.orders on shop.orders.id = crm.orders.id order by 1;
# letters of several bytes before the name
select 'größe 😀' as "ö", orders.id // 2 as h from shop.orders order by orders.id;
# windows and QUALIFY
select id from shop.orders qualify row_number() over (partition by shop.orders.customer_id order by shop.orders.id) = 1 order by id;
# a trailing comma and comments
select orders.id, -- the key
  orders.total, /* shop.orders */
from shop.orders -- crm.orders
order by orders.id;
# PIVOT after a table
from shop.orders pivot (sum(total) for customer_id in (0, 1, 2)) order by id;
# a PIVOT statement
pivot shop.orders on customer_id in (0, 1, 2) using sum(total) group by id order by id;
# a sample clause
select count(*) as n from shop.orders tablesample 100 percent;
# a table in parentheses
select * from (shop.orders join shop.customers using (customer_id)) order by id;
# a lateral join
select c.name, t.id from shop.customers c, lateral (select id from shop.orders where orders.customer_id = c.customer_id) t order by 2;
# SUMMARIZE
select column_name from (summarize shop.orders) order by 1;

# columns that are there
select id from shop.orders;
none;
# accepted: struct_pack(key := id) as s from shop.orders
select struct_pack(key := id) as s from shop.orders;
none;
# accepted: {'a': id, 'b': total} as s from shop.orders
select {'a': id, 'b': total} as s from shop.orders;
none;
# accepted: extract(dow from current_date) as d, extract(year from date 
select extract(dow from current_date) as d, extract(year from date '2024-01-01') as y from shop.orders;
none;
# accepted: interval 1 day as d, interval '2' month as m, date '2024-01-
select interval 1 day as d, interval '2' month as m, date '2024-01-01' + interval 1 year as y from shop.orders;
none;
# accepted: position('a' in name) as p, trim(both ' ' from name) as t fr
select position('a' in name) as p, trim(both ' ' from name) as t from shop.customers;
none;
# accepted: id::varchar as t, cast(total as decimal(10, 2)) as d, try_ca
select id::varchar as t, cast(total as decimal(10, 2)) as d, try_cast(id as date) as x from shop.orders;
none;
# accepted: sum(total) over w as s from shop.orders window w as (partiti
select sum(total) over w as s from shop.orders window w as (partition by customer_id order by id);
none;
# accepted: row_number() over (partition by customer_id order by id desc
select row_number() over (partition by customer_id order by id desc) as n from shop.orders qualify n = 1;
none;
# accepted: customer_id, sum(total) as s from shop.orders group by all o
select customer_id, sum(total) as s from shop.orders group by all order by all;
none;
# accepted: customer_id as c, sum(total) as s from shop.orders group by 
select customer_id as c, sum(total) as s from shop.orders group by c having s > 1 order by s;
none;
# accepted: customer_id, sum(total) as s from shop.orders group by group
select customer_id, sum(total) as s from shop.orders group by grouping sets ((customer_id), ());
none;
# accepted: timestamp '2024-01-01 00:00:00' at time zone 'UTC' as t from
select timestamp '2024-01-01 00:00:00' at time zone 'UTC' as t from shop.orders;
none;
# accepted: id is distinct from total as d, id between 1 and 2 as b, id 
select id is distinct from total as d, id between 1 and 2 as b, id in (1, 2) as i from shop.orders;
none;
# accepted: o.id, c.name from shop.orders o left join shop.customers c u
select o.id, c.name from shop.orders o left join shop.customers c using (customer_id) where c.name is null;
none;
# accepted: t.id from (select id from shop.orders) as t
select t.id from (select id from shop.orders) as t;
none;
# accepted: u.x from unnest([1, 2]) as u(x)
select u.x from unnest([1, 2]) as u(x);
none;
# accepted: x from generate_series(1, 3) as g(x)
select x from generate_series(1, 3) as g(x);
none;
# accepted: * from read_csv('a.csv', header = true, delim = ',')
select * from read_csv('a.csv', header = true, delim = ',');
none;
# accepted: a.id, b.twice from shop.orders a, lateral (select a.total * 
select a.id, b.twice from shop.orders a, lateral (select a.total * 2 as twice) b;
none;
# accepted: id, (select max(name) from shop.customers c where c.customer
select id, (select max(name) from shop.customers c where c.customer_id = o.customer_id) as n from shop.orders o;
none;
# accepted: orders.id from shop.orders
select orders.id from shop.orders;
none;
# accepted: shop.orders.id from shop.orders
select shop.orders.id from shop.orders;
none;
# accepted: filter_me.total from shop.orders as filter_me where filter_m
select filter_me.total from shop.orders as filter_me where filter_me.total > 1;
none;
# accepted: list_transform([1], x -> x + id) as l from shop.orders
select list_transform([1], x -> x + id) as l from shop.orders;
none;
# accepted: list_filter([1, 2], lambda x: x > 1) as l from shop.orders
select list_filter([1, 2], lambda x: x > 1) as l from shop.orders;
none;
# accepted: date_diff('day', date '2024-01-01', current_date) as d from 
select date_diff('day', date '2024-01-01', current_date) as d from shop.orders;
none;
# accepted: count(*) filter (where total > 1) as n from shop.orders
select count(*) filter (where total > 1) as n from shop.orders;
none;
# accepted: string_agg(name, ',' order by name) as names from shop.custo
select string_agg(name, ',' order by name) as names from shop.customers;
none;
# accepted: id, total as amount, amount * 2 as twice from shop.orders
select id, total as amount, amount * 2 as twice from shop.orders;
none;
# accepted: case when total > 1 then 'a' else 'b' end as c from shop.ord
select case when total > 1 then 'a' else 'b' end as c from shop.orders;
none;
# accepted: max(id) as m from shop.orders having m > 1
select max(id) as m from shop.orders having m > 1;
none;
# accepted: "ID" as i from shop.orders
select "ID" as i from shop.orders;
none;
# accepted: o.* from shop.orders o order by o.total limit 1
select o.* from shop.orders o order by o.total limit 1;
none;
# accepted: x.id from shop.orders as x pivot (sum(total) for customer_id
select x.id from shop.orders as x pivot (sum(total) for customer_id in (1, 2));
none;
# accepted: any_value(name) as n, arg_max(name, customer_id) as a from s
select any_value(name) as n, arg_max(name, customer_id) as a from shop.customers;
none;
# accepted: k from (values (1, 'a')) as v(k, w)
select k from (values (1, 'a')) as v(k, w);
none;
# accepted: quantile_cont(total, 0.5) within group (order by total) as q
select quantile_cont(total, 0.5) within group (order by total) as q from shop.orders;
none;
# accepted: id from shop.orders union select customer_id from shop.custo
select id from shop.orders union select customer_id from shop.customers order by id;
none;
# accepted: a.id from shop.orders a join shop.customers b on a.customer_
select a.id from shop.orders a join shop.customers b on a.customer_id = b.customer_id and b.name like 'x%';
none;
# accepted: grouping(customer_id) as g from shop.orders group by rollup 
select grouping(customer_id) as g from shop.orders group by rollup (customer_id);
none;
# accepted: id from shop.orders where customer_id = any (select customer
select id from shop.orders where customer_id = any (select customer_id from shop.customers);
none;
# accepted: $1 as p, id from shop.orders
select $1 as p, id from shop.orders;
none;
# accepted: id from shop.orders where total > (select avg(total) from sh
select id from shop.orders where total > (select avg(total) from shop.orders);
none;
# accepted: s.a.b from (select {'a': {'b': 1}} as s) as t
select s.a.b from (select {'a': {'b': 1}} as s) as t;
none;
# accepted: current_user as u, session_user as v from shop.orders
select current_user as u, session_user as v from shop.orders;
none;
# accepted: id from shop.orders positional join shop.customers
select id from shop.orders positional join shop.customers;
none;
# accepted: make_date(2024, 1, 1) as d, today() as t from shop.orders
select make_date(2024, 1, 1) as d, today() as t from shop.orders;
none;
# accepted: exists (from shop.customers) as e from shop.orders
select exists (from shop.customers) as e from shop.orders;
none;
# accepted: id from shop.orders tablesample 10%
select id from shop.orders tablesample 10%;
none;
# accepted: array_agg(id order by total desc)[1] as first from shop.orde
select array_agg(id order by total desc)[1] as first from shop.orders;
none;
# accepted: total[1] as t from shop.orders
select total[1] as t from shop.orders;
none;
# accepted: map {'a': id} as m from shop.orders
select map {'a': id} as m from shop.orders;
none;
# a column of no table
select idd from shop.orders;
column 'idd' is in none of the tables;
# behind a name
select o.name from shop.orders as o;
column 'o.name' is in none of the tables;
# in a condition
select id from shop.orders where nme = 1;
column 'nme' is in none of the tables;
# in a WITH
with o as (select idd from shop.orders) select 1 as one from o;
column 'idd' is in none of the tables;
# what a WITH does not give
with o as (select id from shop.orders) select total from o;
column 'total' is in none of the tables;
# in both tables
select customer_id from shop.orders join shop.customers on true;
column 'customer_id' is in 'orders' and 'customers';
# in a subquery that sees further out
select id from shop.orders o where exists (select 1 from shop.customers c where c.customer_id = o.idd);
column 'o.idd' is in none of the tables;

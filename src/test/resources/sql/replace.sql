# INSERT with a query
insert into shop.orders (id) select orders.id from crm.orders;
insert into shop.orders (id) select orders.id from "physical"."crm__orders__3" AS "orders";
# CREATE TABLE AS
create table shop.orders as select crm.orders.id from crm.orders;
create table shop.orders as select "orders".id from "physical"."crm__orders__3" AS "orders";
# UPDATE with a subquery
update shop.orders set total = (select max(id) from crm.orders) where id = 1;
update shop.orders set total = (select max(id) from "physical"."crm__orders__3" AS "orders") where id = 1;
# CREATE VIEW with what only DuckDB reads
create or replace view v as from shop.orders select id // 2 as h;
create or replace view v as from "physical"."shop__orders__1" AS "orders" select id // 2 as h;
# INSERT FROM-first
insert into x.y (a) from shop.orders select id // 2;
insert into x.y (a) from "physical"."shop__orders__1" AS "orders" select id // 2;
# EXPLAIN
explain select * from shop.orders;
explain select * from "physical"."shop__orders__1" AS "orders";
# EXPLAIN FROM-first
explain analyze from shop.orders where id // 2 = 1;
explain analyze from "physical"."shop__orders__1" AS "orders" where id // 2 = 1;
# DESCRIBE
describe shop.orders;
describe "physical"."shop__orders__1";
# SUMMARIZE
summarize shop.orders;
summarize "physical"."shop__orders__1";
# COPY of a query
copy (select id from shop.orders) to 'x.csv';
copy (select id from "physical"."shop__orders__1" AS "orders") to 'x.csv';
# MERGE
merge into x.y as t using shop.orders as s on t.id = s.id when matched then update set a = s.total;
merge into x.y as t using "physical"."shop__orders__1" as s on t.id = s.id when matched then update set a = s.total;

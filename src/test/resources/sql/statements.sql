# a query
select * from a.b;
READ reads a.b writes ;
# FROM first
from a.b;
READ reads a.b writes ;
# EXPLAIN
explain select * from a.b;
READ reads a.b writes ;
# EXPLAIN ANALYZE does what it explains
explain analyze delete from a.b;
WRITE_ROWS reads  writes a.b;
# DESCRIBE
describe a.b;
READ reads a.b writes ;
# SHOW
show tables;
READ reads  writes ;
# INSERT
insert into a.b select * from c.d;
WRITE_ROWS reads c.d writes a.b;
# UPDATE
update a.b set x = y from c.d where a.b.id = d.id;
WRITE_ROWS reads c.d writes a.b;
# DELETE
delete from a.b using c.d where b.id = d.id;
WRITE_ROWS reads c.d writes a.b;
# MERGE
merge into a.b as t using c.d as s on t.id = s.id when matched then update set x = s.x;
WRITE_ROWS reads c.d writes a.b;
# TRUNCATE
truncate table a.b;
WRITE_ROWS reads  writes a.b;
# WITH and INSERT
with x as (select * from c.d) insert into a.b select * from x;
WRITE_ROWS reads c.d writes a.b;
# CREATE TABLE AS
create table a.b as select * from c.d;
WRITE_SCHEMA reads c.d writes a.b;
# CREATE TABLE AS with what only DuckDB reads
create or replace temp table if not exists a.b as from c.d;
WRITE_SCHEMA reads c.d writes a.b;
# CREATE VIEW
create or replace view a.b as select * from c.d;
WRITE_SCHEMA reads c.d writes a.b;
# DROP
drop table if exists a.b;
WRITE_SCHEMA reads  writes a.b;
# DROP SCHEMA
drop schema a cascade;
WRITE_SCHEMA reads  writes a;
# ALTER
alter table a.b add column c int;
WRITE_SCHEMA reads  writes a.b;
# COMMENT
comment on table a.b is 'x';
WRITE_SCHEMA reads  writes a.b;
# SET
set threads = 4;
SESSION reads  writes ;
# ATTACH
attach 'x.db' as x;
guessed SESSION reads  writes ;
# COPY into a table
copy a.b from 'x.csv';
guessed WRITE_ROWS reads  writes a.b;
# COPY of a query
copy (from a.b) to 'x.csv';
READ reads a.b writes ;
# garbage that begins as a write
delete frm a.b wher;
guessed WRITE_ROWS reads  writes frm;

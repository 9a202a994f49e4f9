# numbers
select 1 as a;
select 2 as a;
# the case of a string
select 'a' as a;
select 'A' as a;
# white space in a string
select 'a b' as a;
select 'a  b' as a;
# comparison operators
select a from t where a < 1;
select a from t where a <= 1;
# parentheses that matter
select (a + b) * 2 as c from t;
select a + b * 2 as c from t;
# parentheses that matter, in conditions
select a from t where (a or b) and c;
select a from t where a or b and c;
# subtraction groups to the left
select a - (b - c) as d from t;
select a - b - c as d from t;
# DISTINCT
select distinct a from t;
select a from t;
# the direction of an order
select a from t order by a desc;
select a from t order by a;
# LEFT
select * from a left join b on a.x = b.x;
select * from a join b on a.x = b.x;
# an alias
select a as b from t;
select a as c from t;
# a function's name in quotes is not a keyword
select "current_date" from t;
select current_date from t;
# a hint
select a from t /*+ broadcast(t) */;
select a from t;
# integer division
select a // 2 as b from t;
select a / 2 as b from t;
# UNION and UNION ALL
select a from t union select a from u;
select a from t union all select a from u;
# NOT over a disjunction
select a from t where not (a or b);
select a from t where not a or b;
# a row and a value
select a from t where a in ((1));
select a from t where a in (1, 1);

# where, kept and dropped
SELECT a FROM t @WHERE(@n > 0) a > 1 ORDER BY a
=> SELECT a FROM t WHERE a > 1 ORDER BY a
# where dropped
SELECT a FROM t @WHERE(@n > 1) a > (SELECT 1 LIMIT 1) ORDER BY a
=> SELECT a FROM t ORDER BY a
# where dropped at the end of a subquery
SELECT * FROM (SELECT a FROM t @WHERE(FALSE) a > 1) AS q
=> SELECT * FROM (SELECT a FROM t ) AS q
# join kept
SELECT a FROM t LEFT @JOIN(@flag) u ON t.a = u.a WHERE 1 = 1
=> SELECT a FROM t LEFT JOIN u ON t.a = u.a WHERE 1 = 1
# join dropped with its side
SELECT a FROM t LEFT OUTER @JOIN(@off) u ON t.a = u.a INNER JOIN w USING (a) WHERE 1 = 1
=> SELECT a FROM t INNER JOIN w USING (a) WHERE 1 = 1
# with
@WITH(@flag) x AS (SELECT 1) SELECT 2
=> WITH x AS (SELECT 1) SELECT 2
# with dropped
@WITH(@off) x AS (SELECT 1), y AS (SELECT 2) SELECT 2
=> SELECT 2
# group and having
SELECT a FROM t @GROUP_BY(@flag) a @HAVING(@off) COUNT(*) > 1 @ORDER_BY(@flag) a @LIMIT(@flag) 10
=> SELECT a FROM t GROUP BY a ORDER BY a LIMIT 10
# limit dropped, offset stays
SELECT a FROM t @LIMIT(@off) 10 OFFSET 3
=> SELECT a FROM t OFFSET 3
# order in a window
SELECT SUM(a) OVER (PARTITION BY b @ORDER_BY(@off) c) FROM t
=> SELECT SUM(a) OVER (PARTITION BY b ) FROM t
# everything dropped
SELECT a FROM t @GROUP_BY(@off) a, b @HAVING(@off) 1 = 1 @ORDER_BY(@off) a @LIMIT(@off) 1
=> SELECT a FROM t
# join kept without a side
SELECT a FROM t @JOIN(@n = 1) u USING (a)
=> SELECT a FROM t JOIN u USING (a)
# join dropped before a group
SELECT a FROM t CROSS @JOIN(@off) u GROUP BY a
=> SELECT a FROM t GROUP BY a
# with kept, two tables
@WITH(@n = 1) x AS (SELECT 1), y AS (SELECT 2) SELECT * FROM x, y
=> WITH x AS (SELECT 1), y AS (SELECT 2) SELECT * FROM x, y
# having kept
SELECT a FROM t GROUP BY a @HAVING(@flag) COUNT(*) > @n
=> SELECT a FROM t GROUP BY a HAVING COUNT(*) > 1
# group dropped before an order
SELECT a FROM t @GROUP_BY(@off) a, b ORDER BY a
=> SELECT a FROM t ORDER BY a

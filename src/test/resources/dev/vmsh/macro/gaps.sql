# first, middle and last item
SELECT @IF(@off, 1), 2, @IF(@off, 3), 4, @IF(@off, 5) FROM t
=> SELECT 2, 4 FROM t
# with an alias
SELECT 1, @IF(@off, a) AS x, 2 AS y, @IF(@off, b) z FROM t
=> SELECT 1, 2 AS y FROM t
# a whole statement
@IF(@runtime_stage = 'creating', CREATE INDEX i ON @this_model (a))
=> 
# a whole statement that stays
@IF(@runtime_stage = 'evaluating', GRANT SELECT ON @this_model TO x)
=> GRANT SELECT ON "db"."sqlmesh__shop"."shop__orders__1" TO x
# one arm of a condition
SELECT 1 WHERE a = 1 AND @IF(@off, b = 2) AND c = 3
=> SELECT 1 WHERE a = 1 AND c = 3
# the first arm
SELECT 1 WHERE @IF(@off, b = 2) AND c = 3
=> SELECT 1 WHERE c = 3
# the last arm
SELECT 1 WHERE c = 3 OR @IF(@off, b = 2) ORDER BY 1
=> SELECT 1 WHERE c = 3 ORDER BY 1
# between OR and AND
SELECT 1 WHERE a OR @IF(@off, b) AND c
=> SELECT 1 WHERE a OR c
# a whole condition
SELECT 1 FROM t WHERE @IF(@off, b = 2) ORDER BY a
=> SELECT 1 FROM t ORDER BY a
# negated and in brackets
SELECT 1 FROM t WHERE (NOT @IF(@off, b = 2)) AND a
=> SELECT 1 FROM t WHERE a
# ordering
SELECT 1 FROM t ORDER BY @IF(@off, a) DESC NULLS LAST, b
=> SELECT 1 FROM t ORDER BY b
# all of ORDER BY and GROUP BY
SELECT 1 FROM t GROUP BY @IF(@off, a) ORDER BY @EACH([], x -> x)
=> SELECT 1 FROM t
# arguments of a function
SELECT COALESCE(a, @IF(@off, b), c), f(@IF(@off, b))
=> SELECT COALESCE(a, c), f()
# a vanished argument keeps its place in IF and is skipped in AND
SELECT @IF(@off, @IF(@off, 1), 2), @AND(@IF(@off, 1), b)
=> SELECT 2, b
# an operator needs a value
SELECT 1 + @IF(@off, 2)
!! @IF gave nothing where an operator needs a value
# the alias of a value stays
SELECT @IF(@flag, a) AS x
=> SELECT a AS x

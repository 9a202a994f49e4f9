# a bare parameter, and one in a name
SELECT @EACH([a, b], x -> SUM(x) AS sum_@x) FROM t
=> SELECT SUM(a) AS sum_a, SUM(b) AS sum_b FROM t
# string items
SELECT @EACH(['p', 'q'], x -> @x AS c_@x)
=> SELECT 'p' AS c_p, 'q' AS c_q
# a string item as an alias is a name
SELECT @EACH(['p', 'x y'], x -> 1 AS @x), @EACH(['x y'], x -> 1 AS c_@x)
=> SELECT 1 AS "p", 1 AS "x y", 1 AS "c_x y"
# several arguments, a tuple, a list variable, one value
SELECT @EACH(1, 2, x -> x + 1), @EACH((3, 4), x -> x), @EACH(@lst, x -> x * 2), @EACH(@names, x -> @{x}), @EACH(5, x -> x)
=> SELECT 1 + 1, 2 + 1, 3, 4, 1 * 2, 2 * 2, p, q, 5
# tuples are taken apart
SELECT @EACH([(a, 1), (b, 2)], (c, n) -> c * n AS @{c}_x) FROM t
=> SELECT a * 1 AS a_x, b * 2 AS b_x FROM t
# case matters for a bare parameter
SELECT @EACH([a], X -> x)
=> SELECT x
# a qualified name is not the parameter
SELECT @EACH([a, b], x -> t.x), @EACH([a, b], x -> t.@{x})
=> SELECT t.x, t.x, t.a, t.b
# the parameter as a table
SELECT @EACH([t1, t2], x -> x.id)
=> SELECT t1.id, t2.id
# strings are not scanned
SELECT @EACH([a], x -> '@x')
=> SELECT '@x'
# nested calls see @x only
SELECT @EACH([1, 2], x -> @IF(@x > 1, @x, 0)), @EACH([1, 2], x -> @IF(x > 1, x, 0))
=> SELECT 0, 2, x, x
# an empty list
SELECT 1, @EACH([], x -> x)
=> SELECT 1
# NULL is an item
SELECT @EACH([NULL, 1], x -> x)
=> SELECT NULL, 1
# an item that vanishes
SELECT @EACH([1, 2], x -> @IF(@x > 1, @x))
=> SELECT 2
# nested lists
SELECT @EACH([a, b], x -> @EACH([1, 2], y -> @x + y))
=> SELECT a + 1, a + 2, b + 1, b + 2
# an alias after a list is dropped
SELECT @EACH([a, b], x -> x) AS y, 1 AS z
=> SELECT a, b, 1 AS z
# grouping and ordering
SELECT 1 FROM t GROUP BY @EACH([a, b], x -> x) ORDER BY @EACH([a, b], x -> x DESC)
=> SELECT 1 FROM t GROUP BY a, b ORDER BY a DESC, b DESC
# whole conditions by text
SELECT @EACH(['a', 'b'], x -> @SQL('@x > 1') AS g_@x)
=> SELECT a > 1 AS g_a, b > 1 AS g_b
# filter inside each
SELECT @EACH(@FILTER([1, 2, 3], x -> x > 1), y -> y AS c_@y)
=> SELECT 2 AS c_2, 3 AS c_3
# filter alone
SELECT @FILTER([1, 2, 3], x -> x > 1)
=> SELECT 2, 3
# filter that keeps nothing
SELECT 0, @FILTER(@lst, x -> x > 9)
=> SELECT 0
# filter by a string
SELECT @FILTER(['p', 'q'], x -> @x <> 'p')
=> SELECT 'q'
# reduce
SELECT @REDUCE([1, 2, 3], (x, y) -> x + y), @REDUCE([7], (x, y) -> x + y), @REDUCE(@lst, (x, y) -> x * y)
=> SELECT 1 + 2 + 3, 7, 1 * 2
# reduce adds no brackets
SELECT 1 WHERE @REDUCE(@EACH([a, b], x -> x > 1), (l, r) -> l OR r) AND c = 1
=> SELECT 1 WHERE a > 1 OR b > 1 AND c = 1
# reduce of nothing
SELECT @REDUCE([], (x, y) -> x)
!! nothing to reduce
# reduce with one parameter
SELECT @REDUCE([1, 2], x -> x)
!! two parameters
# no lambda
SELECT @EACH([1, 2])
!! lambda
# a tuple that does not fit
SELECT @EACH([(1, 2, 3)], (a, b) -> a)
!! takes 2 values
# a list of one array is that array
SELECT @REDUCE(@EACH([1], a -> [@a]), (x, y) -> x + y), @REDUCE([[1, 2]], (x, y) -> x + y)
=> SELECT [1], [1, 2]
# a list of arrays
SELECT @REDUCE(@EACH([1, 2], a -> [@a]), (x, y) -> x + y), @EACH([1, 2], a -> [@a])
=> SELECT [1] + [2], [1], [2]
# rows of VALUES
SELECT * FROM (VALUES @EACH([1, 2], v -> (v, @EVAL(@v + 1)))) AS v
=> SELECT * FROM (VALUES (1, 2), (2, 3)) AS v
# outer variables inside
SELECT @EACH(['a'], x -> @X + @{x}_z + @s + @{s}_@{x})
=> SELECT 'a' + a_z + 'cat' + cat_a
# text in a lambda that names the alias
SELECT @EACH([a, b], x -> col LIKE x AS @SQL('@{x}_y', 'Identifier'))
=> SELECT col LIKE a AS a_y, col LIKE b AS b_y
# expressions between null handling words
@DEF(same, x -> x);; SELECT FIRST_VALUE(@same(x) IGNORE NULLS) OVER (ORDER BY y)
=> SELECT FIRST_VALUE(x IGNORE NULLS) OVER (ORDER BY y)
# a comment after the lambda
SELECT 1 WHERE @REDUCE(
  @EACH([c1, c2], x -> x = 1), -- each of them
  (x, y) -> x AND y -- all of them
)
=> SELECT 1 WHERE c1 = 1 AND c2 = 1

# true division
SELECT @EVAL(10 / 4), @EVAL(@n + 2), @EVAL(7 % 4 * 2 - 1)
=> SELECT 2.5, 3, 5
# decimals are exact
SELECT @EVAL(0.1 + 0.2)
=> SELECT 0.3
# a string comes out bare
SELECT @EVAL(@s)
=> SELECT cat
# NULL vanishes
SELECT 1, @EVAL(NULL)
=> SELECT 1
# comparison and connectors
SELECT @IF(@n = 1 AND NOT @n > 2, 'y', 'n'), @IF(@n <> 1 OR FALSE, 'y', 'n')
=> SELECT 'y', 'n'
# IN, BETWEEN, LIKE
SELECT @IF(@n IN (1, 3), 1, 0), @IF(@n BETWEEN 2 AND 3, 1, 0), @IF(@s LIKE 'c%', 1, 0), @IF(@s NOT LIKE '_at', 1, 0)
=> SELECT 1, 0, 1, 0
# a list variable is searched like a list
SELECT @IF(@n IN @lst, 1, 0), @IF(3 NOT IN @lst, 1, 0), @IF(@s IN @names, 1, 0)
=> SELECT 1, 1, 0
# CASE and CAST
SELECT @EVAL(CASE WHEN @n = 1 THEN 5 ELSE 6 END), @EVAL(CAST('7' AS INT) + 1), @EVAL(CASE @s WHEN 'cat' THEN 1 END)
=> SELECT 5, 8, 1
# functions
SELECT @EVAL(CONCAT('a', UPPER('b'), LOWER('C'))), @EVAL(SUBSTRING('hello', 2, 3)), @EVAL(COALESCE(NULL, 4))
=> SELECT aBc, ell, 4
# dates
SELECT @IF(CAST('2024-01-02' AS DATE) > CAST(@start_ds AS DATE), 'later', 'sooner')
=> SELECT 'sooner'
# a string is no number
SELECT @IF(1 = '1', 'same', 'other')
=> SELECT 'other'
# a column is not known here
SELECT @IF(a, 1, 0), @IF(a > 1, 1, 0), @EVAL(a + 1)
=> SELECT 1, 1, a + 1
# truth
SELECT @IF(0, 1, 0), @IF('', 1, 0), @IF(NULL, 1, 0), @IF('x', 1, 0), @IF(NULL = NULL, 1, 0), @IF(@nul IS NULL, 1, 0)
=> SELECT 0, 0, 0, 1, 0, 1
# the runtime stage
SELECT @IF(@runtime_stage = 'evaluating', 1, 0)
=> SELECT 1
# what only the database can do
SELECT @IF(LENGTH('a') = 1, 1, 0)
!! LENGTH is not supported
# concatenation with pipes
SELECT @EVAL('a' || 'b')
!! '||' is not supported
# division by zero
SELECT @EVAL(1 / 0)
!! division by zero
# mixed types have no order
SELECT @EVAL(1 < 'a')
!! no order
# the side that does not matter is not computed
SELECT @IF(FALSE AND LENGTH('a') = 1, 1, 0)
=> SELECT 0
# negative numbers
SELECT @EVAL(-@n), @EVAL(-(2 - 3)), @EVAL(- -2)
=> SELECT -1, 1, 2

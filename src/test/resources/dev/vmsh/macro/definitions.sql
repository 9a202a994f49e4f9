# no brackets are added
@DEF(x, @n + 1);; SELECT @x * 2
=> SELECT 1 + 1 * 2
# the latest wins
@DEF(x, 1);; @DEF(x, 2);; SELECT @x
=> SELECT 2
# a string keeps being one
@DEF(col, 'a b');; SELECT @col AS @col
=> SELECT 'a b' AS "a b"
# an identifier keeps being one
@DEF(col, amount);; SELECT @col, @{col}_eur, sum_@col FROM t
=> SELECT amount, amount_eur, sum_amount FROM t
# a function of one
@DEF(f, x -> x + 1);; SELECT @f(3)
=> SELECT 3 + 1
# a function of two
@DEF(f, (x, y) -> x * y);; SELECT @F(3, a)
=> SELECT 3 * a
# a function with the wrong number of arguments
@DEF(f, (x, y) -> x * y);; SELECT @f(3)
!! takes 2 arguments
# VAR does not see definitions
@DEF(n, 5);; SELECT @n, @VAR('n'), @VAR('N', 9), @VAR('gone', 9), @VAR('gone')
=> SELECT 5, 1, 1, 9, NULL
# VAR takes a literal
SELECT @VAR(n)
!! must be a string
# blueprint variables
SELECT @BLUEPRINT_VAR('region'), @BLUEPRINT_VAR('source'), @BLUEPRINT_VAR('gone', 'x'), @region
=> SELECT 'eu', raw.eu_orders, 'x', 'eu'
# a definition that uses itself sees the older one
@DEF(n, @n + 1);; SELECT @n
=> SELECT 1 + 1
# definition in the same text
@DEF(k, 3); SELECT @k
=> SELECT 3
# a definition without a body
@DEF(x)
!! name and an expression
# SQL text
SELECT @SQL('@{s}_id + 1'), @SQL(@s), @SQL('@s', 'column'), @SQL('x::@{s}')
=> SELECT cat_id + 1, cat, cat, x::cat
# SQL text with a macro in it
SELECT @SQL('@EACH([1, 2], x -> x + @n)')
=> SELECT 1 + 1, 2 + 1
# SQL of an expression is its value
SELECT @SQL(@REDUCE([100, 200], (x, y) -> x + y)), @SQL(a), @SQL(LENGTH(a))
=> SELECT 300, a, LENGTH(a)
# names with spaces
@DEF(x, "a b");; @DEF(y, 'a b');; SELECT @x, @{x}, a_@x, t.@x, @y, @{y}, a_@y, t.@{y}, @'is_@{X}_it'
=> SELECT "a b", "a b", "a_a b", t."a b", 'a b', "a b", "a_a b", t."a b", 'is_a b_it'
# a dotted name
@DEF(z, a."b c");; SELECT @z, d.@z
=> SELECT a."b c", d.a."b c"
# a comment before a definition goes with it
-- the size
@DEF(size, 1) -- of it
;; SELECT @size
=> SELECT 1
# definitions that use each other
@DEF(area, r -> pi() * r * r);; @DEF(volume, (r, h) -> @area(@r) * h);; SELECT @volume((d / 2), h)
=> SELECT pi() * (d / 2) * (d / 2) * h
# VAR takes a name in any case, and its default may be an expression
SELECT @VAR('LST'), @VAR('gone', a + 1), @VAR('gone', 'x y'), @VAR('nul', 3)
=> SELECT (1, 2), a + 1, 'x y', NULL
# VAR inside other macros
SELECT @IF(@VAR('flag'), @VAR('s'), 0), @EACH(@VAR('lst'), x -> x + @VAR('n')), @EVAL(@VAR('n') + 1)
=> SELECT 'cat', 1 + 1, 2 + 1, 2
# VAR does not see blueprint variables that nobody configured
SELECT @VAR('region', 'none'), @VAR('this_model', 'none')
=> SELECT 'none', 'none'
# VAR without a name
SELECT @VAR()
!! must be a string
# a blueprint variable's default
SELECT @BLUEPRINT_VAR('GONE', a + 1), @BLUEPRINT_VAR('Region', 'x'), @BLUEPRINT_VAR('gone')
=> SELECT a + 1, 'eu', NULL
# BLUEPRINT_VAR sees no others
@DEF(region, 'us');; SELECT @region, @BLUEPRINT_VAR('region'), @BLUEPRINT_VAR('s', 0)
=> SELECT 'us', 'eu', 0
# BLUEPRINT_VAR takes a literal
SELECT @BLUEPRINT_VAR(region)
!! must be a string
# a blueprint variable glued into names
SELECT * FROM @{region}_raw.orders_@region
=> SELECT * FROM eu_raw.orders_eu
# SQL text of a type
SELECT CAST(a AS @SQL('DECIMAL(@n, 0)', 'data_type'))
=> SELECT CAST(a AS DECIMAL(1, 0))
# SQL text of nothing
SELECT 1, @SQL('')
=> SELECT 1
# SQL text with quotes in it
SELECT @SQL('''@{s}'' || "a b"')
=> SELECT 'cat' || "a b"

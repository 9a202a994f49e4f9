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

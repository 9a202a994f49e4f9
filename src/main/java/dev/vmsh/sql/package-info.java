/**
 * SQL text as a value: splitting, canonical form, table references, renaming, output columns, and what changed
 * between two queries. The only room that knows a SQL parser; pure. Open {@link dev.vmsh.sql.Query} first.
 */
package dev.vmsh.sql;

/**
 * The engines over JDBC: DuckDB and PostgreSQL. An edge: only {@code Main} names its classes.
 */
package dev.vmsh.engine.jdbc;

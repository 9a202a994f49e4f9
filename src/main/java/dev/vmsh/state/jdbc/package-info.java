/**
 * The state store over JDBC, with numbered migrations. An edge: only {@code Main} names its classes.
 */
package dev.vmsh.state.jdbc;

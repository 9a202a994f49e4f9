package dev.vmsh.engine.jdbc;

/** Text as a SQL string literal, where backslashes have no meaning (DuckDB always, PostgreSQL as these sessions are set up). */
final class SqlLiteral {
    private SqlLiteral() {}

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}

package dev.vmsh.diff;

class PostgresComparisonTest extends ComparisonContract {
    PostgresComparisonTest() {
        super(new TestDatabase.Postgres());
    }
}

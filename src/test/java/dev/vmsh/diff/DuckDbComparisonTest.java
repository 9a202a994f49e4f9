package dev.vmsh.diff;

class DuckDbComparisonTest extends ComparisonContract {
    DuckDbComparisonTest() {
        super(new TestDatabase.DuckDb());
    }
}

package dev.vmsh.bench;

import java.util.List;

/**
 * One of twelve models over the tables that Trino's tpch connector makes up: what a shop asks of its orders.
 *
 * @param kind as the MODEL block says it
 * @param reads other models
 * @param query reads models as {@code shop.NAME}, and {@code {source}} is the schema of the tpch connector
 */
record TpchModel(String name, String kind, List<String> reads, String query) {
    static final String FULL = "FULL";
    static final String VIEW = "VIEW";
    static final String BY_YEAR = "INCREMENTAL_BY_TIME_RANGE (time_column orderdate, batch_size 1)";
    static final int FIRST_YEAR = 1992;
    static final int LAST_YEAR = 1998;

    /** Parents before children. */
    static final List<TpchModel> ALL = List.of(
            new TpchModel("lines", FULL, List.of(), """
                    SELECT orderkey, partkey, suppkey, quantity, extendedprice * (1 - discount) AS revenue, returnflag, shipdate
                    FROM {source}.lineitem"""),
            new TpchModel("orders", BY_YEAR, List.of(), """
                    SELECT orderkey, custkey, orderstatus, totalprice, orderdate, orderpriority
                    FROM {source}.orders WHERE orderdate BETWEEN @start_date AND @end_date"""),
            new TpchModel("customers", FULL, List.of(), """
                    SELECT c.custkey, c.name, c.mktsegment, c.acctbal, n.name AS nation
                    FROM {source}.customer AS c JOIN {source}.nation AS n ON c.nationkey = n.nationkey"""),
            new TpchModel("suppliers", FULL, List.of(), """
                    SELECT s.suppkey, s.name, s.acctbal, n.name AS nation
                    FROM {source}.supplier AS s JOIN {source}.nation AS n ON s.nationkey = n.nationkey"""),
            new TpchModel(
                    "parts", FULL, List.of(), "SELECT partkey, name, brand, type, retailprice FROM {source}.part"),
            new TpchModel("days", FULL, List.of("lines"), """
                    SELECT shipdate, sum(revenue) AS revenue, sum(quantity) AS quantity, count(*) AS lines
                    FROM shop.lines GROUP BY shipdate"""),
            new TpchModel("order_revenue", FULL, List.of("lines"), """
                    SELECT orderkey, sum(revenue) AS revenue, count(*) AS lines FROM shop.lines GROUP BY orderkey"""),
            new TpchModel("nations", FULL, List.of("lines", "suppliers"), """
                    SELECT s.nation, year(l.shipdate) AS year, sum(l.revenue) AS revenue
                    FROM shop.lines AS l JOIN shop.suppliers AS s ON l.suppkey = s.suppkey GROUP BY s.nation, year(l.shipdate)"""),
            new TpchModel("brands", FULL, List.of("lines", "parts"), """
                    SELECT p.brand, sum(l.revenue) AS revenue, count(DISTINCT l.suppkey) AS suppliers
                    FROM shop.lines AS l JOIN shop.parts AS p ON l.partkey = p.partkey GROUP BY p.brand"""),
            new TpchModel("buyers", FULL, List.of("orders", "order_revenue", "customers"), """
                    SELECT c.custkey, c.name, c.nation, c.mktsegment, count(*) AS orders, sum(r.revenue) AS revenue, max(o.orderdate) AS latest
                    FROM shop.orders AS o
                    JOIN shop.order_revenue AS r ON o.orderkey = r.orderkey
                    JOIN shop.customers AS c ON o.custkey = c.custkey
                    GROUP BY c.custkey, c.name, c.nation, c.mktsegment"""),
            new TpchModel("segments", FULL, List.of("buyers"), """
                    SELECT mktsegment, nation, count(*) AS buyers, avg(revenue) AS revenue FROM shop.buyers GROUP BY mktsegment, nation"""),
            new TpchModel("balance", VIEW, List.of("segments", "nations"), """
                    SELECT s.nation, sum(s.buyers) AS buyers, max(n.revenue) AS sold
                    FROM shop.segments AS s JOIN shop.nations AS n ON s.nation = n.nation GROUP BY s.nation"""));

    /** The model's file. */
    String file(String source) {
        String cron = kind.equals(BY_YEAR) ? ", cron '@yearly'" : "";
        return "MODEL (name shop.%s, kind %s%s);%n%s%n".formatted(name, kind, cron, query.replace("{source}", source));
    }

    /** The query over the tables that a person has made by hand, of one year if it is by year. */
    String byHand(String source, int year) {
        return query.replace("{source}", source)
                .replace("shop.", "physical.")
                .replace("@start_date", "DATE '%d-01-01'".formatted(year))
                .replace("@end_date", "DATE '%d-12-31'".formatted(year));
    }
}

/**
 * Table comparison: a question becomes SQL text, its rows become a report. Pure: it knows no database, and so no port to one. Open
 * {@code TableComparison} for what is compared, {@code TableDiffer} for what is asked in which order.
 */
package dev.vmsh.diff;

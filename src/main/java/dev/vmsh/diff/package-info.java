/**
 * Table comparison: a question becomes SQL text, its rows become a report. Pure. Open {@code TableComparison} first.
 */
package dev.vmsh.diff;

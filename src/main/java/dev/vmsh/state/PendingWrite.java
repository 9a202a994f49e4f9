package dev.vmsh.state;

import dev.vmsh.interval.Interval;
import dev.vmsh.sql.TableName;

/**
 * A batch under way in a warehouse without transactions. Recorded before its first statement, so that what a process that died in the
 * middle left behind is found and taken back.
 *
 * @param resource of the lease under which it is done
 * @param fence of that lease
 * @param origin by which the warehouse tells the statements of the process that does it
 * @param before the version the table was at; null if it was not there, or the warehouse keeps no versions
 * @param existed whether the table was there before
 */
public record PendingWrite(
        TableName table,
        Interval interval,
        String resource,
        long fence,
        String origin,
        String before,
        boolean existed) {}

package dev.vmsh.state;

import dev.vmsh.interval.Interval;
import dev.vmsh.sql.TableName;

/** A batch that a plan under way has finished: what {@code interval} of the physical {@code table} it computed. */
public record DoneBatch(TableName table, Interval interval) {}

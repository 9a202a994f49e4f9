package dev.vmsh.state;

import dev.vmsh.engine.QueryProgress;
import dev.vmsh.sql.TableName;
import java.time.Instant;

/**
 * What a statement of a batch cost, on a server that tells.
 *
 * @param environment identifier of the environment it was computed for
 * @param planId of the plan or run
 * @param at when its batch was recorded
 * @param progress the last that was heard of it
 */
public record QueryRecord(String environment, String planId, TableName model, Instant at, QueryProgress progress) {}

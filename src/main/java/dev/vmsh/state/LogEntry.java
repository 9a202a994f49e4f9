package dev.vmsh.state;

import dev.vmsh.environment.Environment;
import java.time.Instant;

/**
 * One finalised plan of an environment.
 *
 * @param at when it was finalised
 * @param by who applied it: {@code user@host}
 * @param summary one line: what changed
 * @param environment the record as the plan left it
 */
public record LogEntry(String planId, Instant at, String by, String summary, Environment environment) {}

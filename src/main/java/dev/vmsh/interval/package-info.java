/**
 * Time as half-open UTC intervals: units, crons, interval sets and what is missing from them. Pure: now is an argument.
 * Open {@link dev.vmsh.interval.Interval} first, then {@link dev.vmsh.interval.MissingIntervals}, which the rest is for.
 */
package dev.vmsh.interval;

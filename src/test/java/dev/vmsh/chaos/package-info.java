/**
 * Kills vmsh at random instants, for real, and looks at what it left behind. Open {@link dev.vmsh.chaos.Chaos} first; {@code scripts/chaos}
 * runs it.
 */
package dev.vmsh.chaos;

/**
 * The port to the durable record of snapshots, intervals, environments and plans. Open {@link dev.vmsh.state.StateStore} first.
 */
package dev.vmsh.state;

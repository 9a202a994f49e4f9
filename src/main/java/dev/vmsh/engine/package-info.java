/**
 * The port to a SQL engine: what vmsh asks of a warehouse and what it may expect. Core asks a trait, never which engine it is.
 * Open {@link dev.vmsh.engine.Engine} first.
 */
package dev.vmsh.engine;

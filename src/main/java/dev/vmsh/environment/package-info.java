/**
 * Environments as values: names, pointers from models to tables, and how views and tables are named. Pure.
 * Open {@link dev.vmsh.environment.Environment} first.
 */
package dev.vmsh.environment;

/**
 * Values to text: tables, trees, reports. Returns text or writes to a given writer, prints nothing. Pure.
 */
package dev.vmsh.shell.render;

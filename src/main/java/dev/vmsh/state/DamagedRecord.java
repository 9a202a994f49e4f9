package dev.vmsh.state;

/**
 * A record of the state store that cannot be read.
 *
 * @param table the state table, without its schema
 * @param key the row's key, for people
 * @param message what is wrong with it
 */
public record DamagedRecord(String table, String key, String message) {}

package dev.afterglow.engines;

/**
 * An engine's own handle of an accepted job, stored as it is and read by that engine alone.
 *
 * @param value at most 8 000 characters; ids and addresses the engine returned, never a secret
 */
public record Ticket(String value) {}

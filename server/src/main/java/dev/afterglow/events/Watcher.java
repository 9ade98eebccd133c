package dev.afterglow.events;

/**
 * Who waits for a task.
 *
 * @param ownerId whose tasks are seen
 * @param keyId the key that lets the watcher in; its end is the end of the wait
 * @param client the address, as shares are counted
 */
public record Watcher(String ownerId, String keyId, String client) {}

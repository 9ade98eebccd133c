package dev.afterglow.batches;

import java.time.Instant;

/**
 * A file that is kept for an owner.
 *
 * @param name as its owner wrote it, fit to be shown; never part of a path
 * @param bytes its length, at least 1
 * @param expiresAt when it is deleted
 */
public record StoredFile(
    String ownerId,
    String id,
    Purpose purpose,
    String name,
    long bytes,
    Instant createdAt,
    Instant expiresAt) {}

package dev.afterglow.batches;

import java.nio.file.Path;

/**
 * A file that is written and not yet anybody's. It is kept or discarded; a crash discards it.
 *
 * @param place where its bytes lie
 * @param bytes its length, which counts for its owner
 */
public record FileDraft(String ownerId, String id, Path place, long bytes) {}

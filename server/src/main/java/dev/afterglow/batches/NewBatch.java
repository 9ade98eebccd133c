package dev.afterglow.batches;

import java.time.Duration;
import java.util.Optional;

/**
 * A batch that is asked for; see {@link Batch}.
 *
 * @param idempotencyKey under which a repetition makes no second one
 */
public record NewBatch(
    String ownerId,
    String keyId,
    String inputFileId,
    String language,
    Optional<String> metadata,
    Duration outputLife,
    Optional<String> idempotencyKey) {}

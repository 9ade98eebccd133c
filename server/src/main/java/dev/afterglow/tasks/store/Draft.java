package dev.afterglow.tasks.store;

import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Idempotency;
import java.util.Optional;

/**
 * A request with everything decided that needs no database.
 *
 * @param likelyEngine the engine that would make it if all is well, for the estimate alone
 * @param parallel how many films that engine makes at once
 * @param priceMicros what it costs, in micro-dollars, from now on fixed
 */
public record Draft(
    String taskId,
    String ownerId,
    String keyId,
    GenerationSpec request,
    long seed,
    String likelyEngine,
    int parallel,
    long priceMicros,
    Optional<Idempotency> idempotency) {}

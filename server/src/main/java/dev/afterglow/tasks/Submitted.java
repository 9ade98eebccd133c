package dev.afterglow.tasks;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Shape;

/** What became of a request for a film. Everything but {@link Accepted} has left nothing behind. */
public sealed interface Submitted {
  /** A task exists, its price is held, and both are on disk. */
  record Accepted(Task task) implements Submitted {}

  /** The same request came before under this idempotency key; this is its task as it is now. */
  record Replayed(Task task) implements Submitted {}

  /** This idempotency key was used for another request within the last 24 hours. */
  record KeyReused() implements Submitted {}

  /** A request under this idempotency key is being accepted at this moment; ask again shortly. */
  record StillRunning() implements Submitted {}

  /**
   * The owner cannot pay.
   *
   * @param priceMicros what the film costs, in micro-dollars
   * @param availableMicros what the owner has that no other task holds, in micro-dollars
   */
  record Insufficient(long priceMicros, long availableMicros) implements Submitted {}

  /**
   * The key may not spend so much.
   *
   * @param daily whether it is the cap of the day (UTC) and not the cap of the key's whole life
   * @param capMicros the cap, in micro-dollars
   * @param leftMicros what the key may still spend under it, in micro-dollars
   * @param priceMicros what the film costs, in micro-dollars
   */
  record CapReached(boolean daily, long capMicros, long leftMicros, long priceMicros)
      implements Submitted {}

  /** No engine that the operator has set up makes such films. */
  record Unsupported(Model model, Shape shape, boolean picture) implements Submitted {}

  /**
   * Too many tasks wait.
   *
   * @param ownersOwn whether it is the owner's own bound that is reached, not the server's
   * @param bound the bound that is reached
   */
  record QueueFull(boolean ownersOwn, int bound) implements Submitted {}
}

package dev.afterglow.tasks;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.ledger.HoldOutcome;

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

  /** The owner cannot pay, or the key may not spend so much. */
  record Refused(HoldOutcome.Refusal why) implements Submitted {}

  /** No engine that the operator has set up makes such films. */
  record Unsupported(Model model, VideoFormat format, boolean picture) implements Submitted {}

  /**
   * Too many tasks wait.
   *
   * @param ownersOwn whether it is the owner's own bound that is reached, not the server's
   * @param bound the bound that is reached
   */
  record QueueFull(boolean ownersOwn, int bound) implements Submitted {}

  /**
   * The picture is more than its owner may still keep for tasks that have not ended.
   *
   * @param pictureBytes its length
   * @param leftBytes what would still fit
   * @param mostBytes what all pictures of one owner may take together
   */
  record PicturesFull(long pictureBytes, long leftBytes, long mostBytes) implements Submitted {}

  /** The film that this one was to go on from is not there any more. */
  record BeginningGone() implements Submitted {}

  /** The disk is nearly full and takes no pictures. */
  record NoSpaceForPicture() implements Submitted {}
}

package dev.afterglow.images;

import dev.afterglow.engines.Picture;
import dev.afterglow.images.ImageOutcome.Fault;
import dev.afterglow.media.pixels.PictureDecoder;
import dev.afterglow.media.pixels.Undecodable;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Decodes each picture once before its task exists, so that a damaged one is told at once and not
 * after its turn in the queue. On one platform thread: a decoder computes for seconds, and on the
 * threads that carry requests it would hold all of them up.
 */
final class PixelProof {
  private static final System.Logger LOG = System.getLogger(PixelProof.class.getName());

  /** Its queue is as long as there are {@link Places}. */
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          30,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("picture-proof").factory());

  PixelProof() {
    thread.allowCoreThreadTimeOut(true);
  }

  /** The outcome itself, unless it is a picture that cannot be decoded. */
  ImageOutcome of(ImageOutcome outcome) {
    return switch (outcome) {
      case ImageOutcome.Refused refused -> refused;
      case ImageOutcome.Taken taken ->
          fault(taken.picture()).<ImageOutcome>map(ImageOutcome.Refused::new).orElse(taken);
    };
  }

  private Optional<Fault> fault(Picture picture) {
    FutureTask<Optional<Fault>> proof = new FutureTask<>(() -> prove(picture));
    thread.execute(proof);
    try {
      return proof.get();
    } catch (InterruptedException _) {
      proof.cancel(false);
      Thread.currentThread().interrupt();
      return Optional.of(Fault.BUSY);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the proof of a picture failed", e.getCause());
    }
  }

  private static Optional<Fault> prove(Picture picture) {
    try {
      PictureDecoder.prove(picture.bytes());
      return Optional.empty();
    } catch (Undecodable e) {
      LOG.log(System.Logger.Level.INFO, "a reference image cannot be decoded: {0}", e.getMessage());
      return Optional.of(
          switch (e.reason()) {
            case BROKEN -> Fault.BROKEN;
            case TOO_COSTLY -> Fault.TOO_COSTLY;
          });
    }
  }
}

package dev.afterglow.images;

import dev.afterglow.images.ImageOutcome.Fault;
import dev.afterglow.net.Bounds;
import dev.afterglow.net.Fetched;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.WebUrl;
import dev.afterglow.objects.StoreUnavailable;
import dev.afterglow.quota.FairSemaphore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns what a client hands over - an address on the public internet, one of our own uploads, a
 * data URI, the bytes of a form's part - into checked bytes. Few images are in memory at once,
 * however many clients ask.
 */
public final class ReferenceImages {
  private static final System.Logger LOG = System.getLogger(ReferenceImages.class.getName());
  private static final int AT_ONCE = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Bounds BOUNDS =
      new Bounds(Rules.MOST_BYTES, Duration.ofSeconds(15), Duration.ofSeconds(5), 3);

  private final GuardedClient client;
  private final Uploads uploads;
  private final PixelProof proof = new PixelProof();
  private final FairSemaphore atOnce = new FairSemaphore(AT_ONCE);

  public ReferenceImages(GuardedClient client, Uploads uploads) {
    this.client = client;
    this.uploads = uploads;
  }

  /**
   * Takes in the image behind a reference and lends it: the bytes count against the bound until the
   * given step returns, so they must not be kept in memory after it.
   *
   * @param ownerId whose share of the bound it takes
   */
  public <T> T lend(String ownerId, ImageReference reference, Function<ImageOutcome, T> step) {
    if (!atOnce.tryAcquire(ownerId, 1, PATIENCE)) {
      return step.apply(
          new ImageOutcome.Refused(atOnce.isOverShare(ownerId, 1) ? Fault.SHARE : Fault.BUSY));
    }
    try {
      return step.apply(take(reference));
    } finally {
      atOnce.release(ownerId, 1);
    }
  }

  private ImageOutcome take(ImageReference reference) {
    return switch (reference) {
      case ImageReference.Named(String text) -> take(text);
      case ImageReference.Bytes(byte[] bytes) -> proof.of(Rules.check(bytes, Fault.NOT_AN_IMAGE));
    };
  }

  private ImageOutcome take(String reference) {
    return proof.of(read(WebUrl.trimmed(reference)));
  }

  private ImageOutcome read(String reference) {
    if (reference.isEmpty()) {
      return new ImageOutcome.Refused(Fault.EMPTY);
    }
    if (DataUri.is(reference)) {
      return DataUri.read(reference);
    }
    return uploaded(reference)
        .orElseGet(() ->
            WebUrl.hasScheme(reference)
                ? fetch(reference)
                : new ImageOutcome.Refused(Fault.NO_SCHEME));
  }

  /** Resolved inside, without a request to ourselves. */
  private Optional<ImageOutcome> uploaded(String reference) {
    try {
      Optional<Upload> upload = uploads.find(reference);
      if (upload.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream file = uploads.read(upload.get())) {
        byte[] bytes = file.readNBytes(Rules.MOST_BYTES + 1);
        return Optional.of(Rules.check(bytes, Fault.NOT_AN_IMAGE));
      }
    } catch (StoreUnavailable e) {
      throw new UncheckedIOException(e); // it may be there: nobody is told that it is not
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "an upload cannot be read", e);
      return Optional.empty();
    }
  }

  private ImageOutcome fetch(String url) {
    if (client.refusesPort(url)) {
      return new ImageOutcome.Refused(Fault.PORT);
    }
    return switch (client.get(url, BOUNDS)) {
      case Fetched.Body body -> Rules.check(body.bytes(), Fault.UNREACHABLE);
      case Fetched.TooLong _ -> new ImageOutcome.Refused(Fault.TOO_MANY_BYTES);
      case Fetched.Unreachable unreachable -> {
        // The address itself may hold a secret of the client's, so that only the cause is logged.
        LOG.log(System.Logger.Level.INFO, "no reference image: {0}", unreachable.cause());
        yield new ImageOutcome.Refused(Fault.UNREACHABLE);
      }
    };
  }
}

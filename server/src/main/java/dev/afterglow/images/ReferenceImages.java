package dev.afterglow.images;

import dev.afterglow.images.Outcome.Fault;
import dev.afterglow.net.Bounds;
import dev.afterglow.net.Fetched;
import dev.afterglow.net.GuardedClient;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns what a client names - an address on the public internet, one of our own uploads, a data URI
 * - into checked bytes. Few images are in memory at once, however many clients ask.
 */
public final class ReferenceImages {
  private static final System.Logger LOG = System.getLogger(ReferenceImages.class.getName());
  private static final int PLACES = 6;
  private static final int PLACES_PER_OWNER = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Bounds BOUNDS =
      new Bounds(Rules.MOST_BYTES, Duration.ofSeconds(15), Duration.ofSeconds(5), 3);

  private final GuardedClient client;
  private final Uploads uploads;
  private final Places places = new Places(PLACES, PLACES_PER_OWNER);

  public ReferenceImages(GuardedClient client, Uploads uploads) {
    this.client = client;
    this.uploads = uploads;
  }

  /** Whether a reference is the image itself, which makes the request that holds it large. */
  public static boolean isInline(String reference) {
    return DataUri.is(reference);
  }

  /**
   * Takes in the image behind a reference and lends it: the bytes count against the bound until the
   * given step returns, so they must not be kept in memory after it.
   *
   * @param ownerId no owner takes more than half of the bound
   */
  public <T> T lend(String ownerId, String reference, Function<Outcome, T> step) {
    if (!places.take(ownerId, PATIENCE)) {
      return step.apply(new Outcome.Refused(Fault.BUSY));
    }
    try {
      return step.apply(take(reference));
    } finally {
      places.free(ownerId);
    }
  }

  private Outcome take(String reference) {
    if (DataUri.is(reference)) {
      return DataUri.read(reference);
    }
    return uploaded(reference).orElseGet(() -> fetch(reference));
  }

  /** Resolved inside, without a request to ourselves. */
  private Optional<Outcome> uploaded(String reference) {
    try {
      Optional<Upload> upload = uploads.find(reference);
      if (upload.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream file = uploads.read(upload.get())) {
        byte[] bytes = file.readNBytes(Rules.MOST_BYTES + 1);
        return Optional.of(Rules.check(bytes, Fault.NOT_AN_IMAGE));
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "an upload cannot be read", e);
      return Optional.empty();
    }
  }

  private Outcome fetch(String url) {
    return switch (client.get(url, BOUNDS)) {
      case Fetched.Body body -> Rules.check(body.bytes(), Fault.UNREACHABLE);
      case Fetched.TooLong _ -> new Outcome.Refused(Fault.TOO_MANY_BYTES);
      case Fetched.Unreachable unreachable -> {
        // The address itself may hold a secret of the client's, so that only the cause is logged.
        LOG.log(System.Logger.Level.INFO, "no reference image: {0}", unreachable.cause());
        yield new Outcome.Refused(Fault.UNREACHABLE);
      }
    };
  }
}

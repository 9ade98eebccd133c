package dev.afterglow.images;

import dev.afterglow.quota.ByteQuota;
import java.util.Optional;

/**
 * Room for one upload within its owner's quota: as much as is known of it before it comes, and more
 * as it grows. So of two that come at once and do not both fit, one is stored. For one thread.
 */
public final class UploadRoom implements AutoCloseable {
  private final ByteQuota quota;
  private final String ownerId;
  private Optional<Storing> refusal = Optional.empty();
  private long bytes;

  UploadRoom(ByteQuota quota, String ownerId) {
    this.quota = quota;
    this.ownerId = ownerId;
  }

  /** Why there is none; empty if there is. */
  public Optional<Storing> refusal() {
    return refusal;
  }

  String ownerId() {
    return ownerId;
  }

  UploadRoom refused(Storing why) {
    refusal = Optional.of(why);
    return this;
  }

  /** Whether there is room for so many bytes in all. If not, none is kept from others. */
  boolean growsTo(long wanted) {
    if (wanted > bytes && !quota.tryTake(ownerId, wanted - bytes)) {
      close();
      return false;
    }
    bytes = Math.max(bytes, wanted);
    return true;
  }

  /** The upload is stored and keeps so many bytes; the rest is free again. */
  void kept(long stored) {
    quota.giveBack(ownerId, bytes - stored);
    bytes = 0;
  }

  /** Gives back what has not become an upload. */
  @Override
  public void close() {
    quota.giveBack(ownerId, bytes);
    bytes = 0;
  }
}

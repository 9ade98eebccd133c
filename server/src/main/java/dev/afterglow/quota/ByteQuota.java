package dev.afterglow.quota;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** How many bytes each owner keeps, and how many it may keep. Remembered in memory alone. */
public final class ByteQuota {
  private final long mostBytes;
  private final ConcurrentHashMap<String, Long> kept = new ConcurrentHashMap<>();

  /**
   * @param mostBytes of one owner; at least 0, for nothing at all
   */
  public ByteQuota(long mostBytes) {
    if (mostBytes < 0) {
      throw new IllegalArgumentException("mostBytes: " + mostBytes + " (expected: >= 0)");
    }
    this.mostBytes = mostBytes;
  }

  /** How many bytes one owner may keep. */
  public long mostBytes() {
    return mostBytes;
  }

  /** How many more bytes this owner may keep. */
  public long leftBytes(String owner) {
    return Math.max(0, mostBytes - kept.getOrDefault(owner, 0L));
  }

  /** Counts bytes of an owner, or none of them if they are too many. */
  public boolean tryTake(String owner, long bytes) {
    AtomicBoolean taken = new AtomicBoolean();
    kept.compute(
        owner,
        (String _, @Nullable Long before) -> {
          long now = before == null ? 0 : before;
          taken.set(bytes <= mostBytes - now);
          return taken.get() ? Long.valueOf(now + bytes) : before;
        });
    return taken.get();
  }

  /** Counts bytes that an owner keeps already, even beyond its bound. */
  public void put(String owner, long bytes) {
    kept.merge(owner, bytes, Long::sum);
  }

  /** Counts nothing but this from now on, by owner. */
  public void reset(Map<String, Long> counted) {
    kept.keySet().retainAll(counted.keySet());
    kept.putAll(counted);
  }

  /** Counts bytes no longer that an owner has kept. */
  public void giveBack(String owner, long bytes) {
    kept.computeIfPresent(
        owner, (_, before) -> before > bytes ? Long.valueOf(before - bytes) : null);
  }
}

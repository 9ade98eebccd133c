package dev.afterglow.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Token buckets of one kind, made when first needed. A bucket that nobody touched for a minute is
 * full again and therefore forgotten; beyond the capacity the least used go first.
 */
final class Buckets {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final TimeMeter meter;
  private final Cache<Slot, Bucket> buckets;

  Buckets(int capacity, LongSupplier nanoTime) {
    this.meter = new Meter(nanoTime);
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(capacity)
            .expireAfterAccess(WINDOW)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** The bucket of this subject. A changed rate starts a fresh one. */
  Bucket of(String subject, int perMinute) {
    return buckets.get(new Slot(subject, perMinute), this::fill);
  }

  /** How many buckets are remembered, after the idle ones have been forgotten. */
  long size() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private Bucket fill(Slot slot) {
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(slot.perMinute())
                .refillGreedy(slot.perMinute(), WINDOW)
                .build())
        .withCustomTimePrecision(meter)
        .build();
  }

  private record Slot(String subject, int perMinute) {}

  private record Meter(LongSupplier nanoTime) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanoTime.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}

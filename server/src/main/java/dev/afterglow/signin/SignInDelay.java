package dev.afterglow.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.afterglow.sql.Fingerprint;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Makes guessing slow: after a few wrong passwords the next try has to wait, and each further one
 * twice as long. Counted for an address of the network, for an e-mail address, and for both
 * together, so that neither many addresses nor many names help, and a stranger's tries cost the
 * owner little. Memory is bounded whatever clients send. Safe for use by many threads.
 */
public final class SignInDelay {
  private static final int REMEMBERED = 50_000;
  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 9;

  private final LongSupplier nanoTime;
  private final Cache<String, Failures> failures;

  private record Failures(int count, long lastNanos) {}

  private record Counted(String name, int free) {}

  /**
   * @param nanoTime elapsed nanoseconds that never run backwards
   */
  public SignInDelay(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.failures =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(FORGOTTEN)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** How long until the next try is looked at; zero for at once. */
  public Duration wait(String client, String email) {
    Duration longest = Duration.ZERO;
    for (Counted counted : counted(client, email)) {
      Failures known = failures.getIfPresent(counted.name());
      if (known != null && known.count() > counted.free()) {
        int doublings = Math.min(MOST_DOUBLINGS, known.count() - counted.free() - 1);
        Duration pause = SHORTEST.multipliedBy(1L << doublings);
        Duration left = pause.minusNanos(nanoTime.getAsLong() - known.lastNanos());
        longest = left.compareTo(longest) > 0 ? left : longest;
      }
    }
    return longest;
  }

  /** A wrong password. */
  public void failed(String client, String email) {
    for (Counted counted : counted(client, email)) {
      failures
          .asMap()
          .merge(
              counted.name(),
              new Failures(1, nanoTime.getAsLong()),
              (old, one) -> new Failures(old.count() + 1, one.lastNanos()));
    }
  }

  /** The right one. The network's address stays suspected, for what it did to others. */
  public void succeeded(String client, String email) {
    failures.invalidate(both(client, email));
    failures.invalidate(email(email));
  }

  private static List<Counted> counted(String client, String email) {
    return List.of(
        new Counted(both(client, email), 3),
        new Counted("client " + client, 20),
        new Counted(email(email), 30));
  }

  private static String both(String client, String email) {
    return "both " + client + " " + hashed(email);
  }

  private static String email(String email) {
    return "email " + hashed(email);
  }

  /** Of a fixed length, whatever was sent. */
  private static String hashed(String email) {
    return Fingerprint.of(email.strip().toLowerCase(Locale.ROOT));
  }
}

package dev.afterglow.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.auth.Admission.Admitted;
import dev.afterglow.auth.Admission.Refused;
import dev.afterglow.auth.Admission.Subject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RateLimiterTest {
  private static final OptionalInt NO_OWN_RATE = OptionalInt.empty();

  private final AtomicLong nanos = new AtomicLong();
  private final RateLimiter limits = new RateLimiter(new LimitRates(10, 15, 1_000, 30), nanos::get);

  @Test
  void ofTwoHundredAtOnceExactlyTenPass() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Admission>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        answers.add(
            threads.submit(() -> {
              start.await();
              return limits.request("key", NO_OWN_RATE, "owner");
            }));
      }
      start.countDown();
    }
    long admitted = 0;
    for (Future<Admission> answer : answers) {
      admitted += answer.get() instanceof Admitted ? 1 : 0;
    }
    assertEquals(10, admitted);
  }

  @Test
  void retryAfterIsTrueToTheSecond() {
    drain("key", "owner", 10);
    nanos.addAndGet(Duration.ofMillis(500).toNanos());
    Refused refused = refused(limits.request("key", NO_OWN_RATE, "owner"));
    assertEquals(6, refused.retryAfterSeconds());

    nanos.addAndGet(Duration.ofSeconds(refused.retryAfterSeconds() - 1).toNanos());
    refused(limits.request("key", NO_OWN_RATE, "owner"));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertInstanceOf(Admitted.class, limits.request("key", NO_OWN_RATE, "owner"));
  }

  @Test
  void headersTellWhatIsLeft() {
    assertEquals(new Admitted(10, 9, 6), limits.request("key", NO_OWN_RATE, "owner"));
    assertEquals(new Admitted(10, 8, 12), limits.request("key", NO_OWN_RATE, "owner"));
  }

  @Test
  void aKeyHasItsOwnRateWhereOneIsSet() {
    assertInstanceOf(Admitted.class, limits.request("slow", OptionalInt.of(1), "owner"));
    assertEquals(
        Subject.KEY, refused(limits.request("slow", OptionalInt.of(1), "owner")).subject());
    assertInstanceOf(Admitted.class, limits.request("other", NO_OWN_RATE, "owner"));
  }

  @Test
  void keysOfOneOwnerShareTheOwnersRate() {
    drain("first", "owner", 10);
    drain("second", "owner", 5);
    assertEquals(Subject.OWNER, refused(limits.request("second", NO_OWN_RATE, "owner")).subject());
    assertInstanceOf(Admitted.class, limits.request("third", NO_OWN_RATE, "stranger"));
  }

  @Test
  void aRequestRefusedForTheOwnerCostsTheKeyNothing() {
    drain("first", "owner", 10);
    drain("second", "owner", 5);
    for (int i = 0; i < 20; i++) {
      refused(limits.request("second", NO_OWN_RATE, "owner"));
    }
    assertEquals(4, limits.request("second", NO_OWN_RATE, "new owner").remaining());
  }

  @Test
  void wrongKeysShutOutTheirAddressAlone() {
    InetAddress guesser = InetAddress.ofLiteral("203.0.113.9");
    for (int i = 0; i < 1_000; i++) {
      assertInstanceOf(Admitted.class, limits.wrongKey(guesser));
    }
    assertEquals(Subject.WRONG_KEY, refused(limits.wrongKey(guesser)).subject());
    assertInstanceOf(Admitted.class, limits.wrongKey(InetAddress.ofLiteral("203.0.113.10")));
    assertInstanceOf(Admitted.class, limits.open(guesser));
  }

  @Test
  void ipv6AddressesOfOneSubscriberAreOneClient() {
    for (int i = 0; i < 30; i++) {
      assertInstanceOf(Admitted.class, limits.open(InetAddress.ofLiteral("2001:db8:1:1::" + i)));
    }
    refused(limits.open(InetAddress.ofLiteral("2001:db8:1:1::ffff")));
    assertInstanceOf(Admitted.class, limits.open(InetAddress.ofLiteral("2001:db8:1:2::1")));
  }

  @Test
  void idleBucketsAreForgottenAndTheirNumberIsBounded() {
    Buckets buckets = new Buckets(100, nanos::get);
    for (int i = 0; i < 10_000; i++) {
      buckets.of("address " + i, 60);
    }
    assertTrue(buckets.size() <= 100, () -> buckets.size() + " buckets are kept");
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    assertEquals(0, buckets.size());
  }

  @Test
  void ratesOutOfBoundsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new LimitRates(0, 1, 1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new LimitRates(1, 1, 1, LimitRates.MOST + 1));
  }

  private void drain(String key, String owner, int requests) {
    for (int i = 0; i < requests; i++) {
      assertInstanceOf(Admitted.class, limits.request(key, NO_OWN_RATE, owner));
    }
  }

  private static Refused refused(Admission admission) {
    return assertInstanceOf(Refused.class, admission);
  }
}

package dev.afterglow.limits;

import dev.afterglow.limits.Admission.Admitted;
import dev.afterglow.limits.Admission.Refused;
import dev.afterglow.limits.Admission.Scope;
import dev.afterglow.net.Cidr;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Token buckets that refill evenly over a minute. Decisions are atomic: of any number of requests
 * at once exactly as many pass as there are tokens. Memory is bounded whatever clients send.
 */
public final class Limits {
  /** Buckets remembered of each kind; one takes about 300 bytes. */
  private static final int CAPACITY = 100_000;

  /** One subscriber's share of IPv6 space (RFC 6177): its addresses count as one client. */
  private static final int IPV6_CLIENT_BITS = 64;

  private final LimitRates rates;
  private final Buckets keys;
  private final Buckets owners;
  private final Buckets wrongKeys;
  private final Buckets open;

  /**
   * @param nanoTime elapsed nanoseconds that never run backwards, such as {@code System::nanoTime};
   *     a clock that is set back must not freeze every client
   */
  public Limits(LimitRates rates, LongSupplier nanoTime) {
    this.rates = rates;
    this.keys = new Buckets(CAPACITY, nanoTime);
    this.owners = new Buckets(CAPACITY, nanoTime);
    this.wrongKeys = new Buckets(CAPACITY, nanoTime);
    this.open = new Buckets(CAPACITY, nanoTime);
  }

  /**
   * Counts a request of a key, and of its owner. A request that either refuses costs neither.
   *
   * @param keyPerMinute the key's own rate, where it has one
   */
  public Admission request(String keyId, OptionalInt keyPerMinute, String ownerId) {
    int perKey = keyPerMinute.orElse(rates.perKey());
    Bucket keyBucket = keys.of(keyId, perKey);
    Admission byKey = take(keyBucket, Scope.KEY, perKey);
    if (byKey instanceof Refused) {
      return byKey;
    }
    Admission byOwner = take(owners.of(ownerId, rates.perOwner()), Scope.OWNER, rates.perOwner());
    if (byOwner instanceof Refused) {
      keyBucket.addTokens(1);
      return byOwner;
    }
    return byOwner.remaining() < byKey.remaining() ? byOwner : byKey;
  }

  /** Counts a request with a credential that is not valid. */
  public Admission wrongKey(InetAddress client) {
    return take(wrongKeys, rates.wrongKeysPerAddress(), client);
  }

  /** Counts a request that needs no credential. */
  public Admission open(InetAddress client) {
    return take(open, rates.openPerAddress(), client);
  }

  private static Admission take(Buckets buckets, int perMinute, InetAddress client) {
    return take(buckets.of(subject(client), perMinute), Scope.ADDRESS, perMinute);
  }

  private static Admission take(Bucket bucket, Scope scope, int perMinute) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    long resetSeconds = wholeSeconds(probe.getNanosToWaitForReset());
    return probe.isConsumed()
        ? new Admitted(perMinute, probe.getRemainingTokens(), resetSeconds)
        : new Refused(
            scope,
            perMinute,
            Math.max(1, wholeSeconds(probe.getNanosToWaitForRefill())),
            resetSeconds);
  }

  private static String subject(InetAddress client) {
    return client instanceof Inet6Address
        ? Cidr.around(client, IPV6_CLIENT_BITS).toString()
        : client.getHostAddress();
  }

  private static long wholeSeconds(long nanos) {
    return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
  }
}

package dev.afterglow.auth;

import dev.afterglow.auth.Admission.Admitted;
import dev.afterglow.auth.Admission.Refused;
import dev.afterglow.auth.Admission.Subject;
import dev.afterglow.ip.Cidr;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Token buckets that refill evenly over a minute. Decisions are atomic: of any number of requests
 * at once exactly as many pass as there are tokens. Memory is bounded whatever clients send.
 */
public final class RateLimiter {
  /** Buckets remembered of each kind; one takes about 300 bytes. */
  private static final int CAPACITY = 100_000;

  /** One subscriber's share of IPv6 space (RFC 6177): its addresses count as one client. */
  private static final int IPV6_CLIENT_BITS = 64;

  /** How many credentials may be looked up for each wrong one that is answered 401. */
  private static final int LOOKUPS = 10;

  private final LimitRates rates;
  private final Buckets keys;
  private final Buckets owners;
  private final Buckets wrongKeys;
  private final Buckets lookups;
  private final Buckets open;
  private final Buckets probes;
  private final Optional<SharedRates> shared;

  /**
   * @param nanoTime elapsed nanoseconds that never run backwards, such as {@code System::nanoTime};
   *     a clock that is set back must not freeze every client
   */
  public RateLimiter(LimitRates rates, LongSupplier nanoTime) {
    this(rates, nanoTime, Optional.empty());
  }

  /**
   * As {@link #RateLimiter(LimitRates, LongSupplier)}.
   *
   * @param shared keeps the rates of keys and owners together with other nodes; those of addresses
   *     are each node's own
   */
  public RateLimiter(LimitRates rates, LongSupplier nanoTime, Optional<SharedRates> shared) {
    this.shared = shared;
    this.rates = rates;
    this.keys = new Buckets(CAPACITY, nanoTime);
    this.owners = new Buckets(CAPACITY, nanoTime);
    this.wrongKeys = new Buckets(CAPACITY, nanoTime);
    this.lookups = new Buckets(CAPACITY, nanoTime);
    this.open = new Buckets(CAPACITY, nanoTime);
    this.probes = new Buckets(CAPACITY, nanoTime);
  }

  /**
   * Counts a request of a key, and of its owner. A request that either refuses costs neither.
   *
   * @param keyPerMinute the key's own rate, where it has one
   */
  public Admission request(String keyId, OptionalInt keyPerMinute, String ownerId) {
    int perKey = keyPerMinute.orElse(rates.perKey());
    if (shared.isPresent()) {
      return request(shared.get(), keyId, perKey, ownerId);
    }
    Bucket keyBucket = keys.of(keyId, perKey);
    Admission byKey = take(keyBucket, Subject.KEY, perKey);
    if (byKey instanceof Refused) {
      return byKey;
    }
    Admission byOwner = take(owners.of(ownerId, rates.perOwner()), Subject.OWNER, rates.perOwner());
    if (byOwner instanceof Refused) {
      keyBucket.addTokens(1);
      return byOwner;
    }
    return byOwner.remaining() < byKey.remaining() ? byOwner : byKey;
  }

  private Admission request(SharedRates among, String keyId, int perKey, String ownerId) {
    long minute = among.minute();
    Admission byKey = among.take(Subject.KEY, keyId, perKey);
    if (byKey instanceof Refused) {
      return byKey;
    }
    Admission byOwner = among.take(Subject.OWNER, ownerId, rates.perOwner());
    if (byOwner instanceof Refused) {
      among.giveBack(Subject.KEY, keyId, minute);
      return byOwner;
    }
    return byOwner.remaining() < byKey.remaining() ? byOwner : byKey;
  }

  /** Counts a request with a credential that is not valid. */
  public Admission wrongKey(InetAddress client) {
    return take(wrongKeys, Subject.WRONG_KEY, rates.wrongKeysPerAddress(), client);
  }

  /**
   * Counts a credential that has to be looked up before anybody knows whether it is valid. Far more
   * of them than wrong ones: a new key must work where somebody else sends wrong ones all the time.
   */
  public Admission lookup(InetAddress client) {
    int perMinute = Math.min(LimitRates.MOST, LOOKUPS * rates.wrongKeysPerAddress());
    return take(lookups, Subject.WRONG_KEY, perMinute, client);
  }

  /** Counts a request that needs no credential. */
  public Admission open(InetAddress client) {
    return take(open, Subject.ADDRESS, rates.openPerAddress(), client);
  }

  /** Counts a probe, apart from all other requests: none of them can use up its room. */
  public Admission probe(InetAddress client) {
    return take(probes, Subject.ADDRESS, rates.openPerAddress(), client);
  }

  /** Names the client that an address belongs to, as these limits count. */
  public static String subject(InetAddress client) {
    return client instanceof Inet6Address
        ? Cidr.around(client, IPV6_CLIENT_BITS).toString()
        : client.getHostAddress();
  }

  private static Admission take(
      Buckets buckets, Subject subject, int perMinute, InetAddress client) {
    return take(buckets.of(subject(client), perMinute), subject, perMinute);
  }

  private static Admission take(Bucket bucket, Subject subject, int perMinute) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    long resetSeconds = wholeSeconds(probe.getNanosToWaitForReset());
    return probe.isConsumed()
        ? new Admitted(perMinute, probe.getRemainingTokens(), resetSeconds)
        : new Refused(
            subject,
            perMinute,
            Math.max(1, wholeSeconds(probe.getNanosToWaitForRefill())),
            resetSeconds);
  }

  private static long wholeSeconds(long nanos) {
    return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
  }
}

package dev.afterglow.auth;

/**
 * Requests per minute before a limit refuses; each 1 to {@value #MOST}.
 *
 * @param perKey for a key that has no rate of its own
 * @param perOwner for all keys of one owner together
 * @param wrongKeysPerAddress unknown, revoked or malformed credentials from one client address;
 *     beyond ten times as many, credentials that were never seen are not even looked up
 * @param openPerAddress requests without credentials from one client address
 */
public record LimitRates(int perKey, int perOwner, int wrongKeysPerAddress, int openPerAddress) {
  /** The highest rate that can be configured. */
  public static final int MOST = 10_000_000;

  /** Room for busy polling, none for guessing. */
  public static final LimitRates DEFAULT = new LimitRates(6_000, 12_000, 60, 1_200);

  public LimitRates {
    bounded("perKey", perKey);
    bounded("perOwner", perOwner);
    bounded("wrongKeysPerAddress", wrongKeysPerAddress);
    bounded("openPerAddress", openPerAddress);
  }

  private static void bounded(String name, int perMinute) {
    if (perMinute < 1 || perMinute > MOST) {
      throw new IllegalArgumentException(
          name + ": " + perMinute + " (expected: 1 to " + MOST + ")");
    }
  }
}

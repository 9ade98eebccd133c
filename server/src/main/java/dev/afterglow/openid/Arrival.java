package dev.afterglow.openid;

/** Who came back from a provider. */
public sealed interface Arrival {
  /** Somebody whom the provider vouches for, in answer to this sign-in. */
  record Known(Identity identity) implements Arrival {}

  /**
   * Nobody. What exactly is wrong is in the log.
   *
   * @param unreachable whether the provider gave no usable answer, and may give one later
   */
  record Refused(boolean unreachable) implements Arrival {}
}

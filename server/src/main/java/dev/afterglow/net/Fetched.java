package dev.afterglow.net;

/** The outcome of a fetch. */
public sealed interface Fetched {
  /**
   * The whole body of a 200 answer.
   *
   * @param bytes owned by the receiver, at most {@link Bounds#bytes()}
   */
  @SuppressWarnings("ArrayRecordComponent") // one owner, never compared
  record Body(byte[] bytes) implements Fetched {}

  /** The body is longer than the bound; reading stopped there. */
  record TooLong() implements Fetched {}

  /**
   * Nothing usable came, or nothing was asked.
   *
   * @param cause for the operator's log; a client is never told, or it could map the inside
   */
  record Unreachable(String cause) implements Fetched {}
}

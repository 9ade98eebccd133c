package dev.afterglow.auth;

/** What a limit says to one request. Both answers carry what the RateLimit header fields tell. */
public sealed interface Admission {
  /** Requests allowed in a minute by the limit that decided. */
  int limit();

  /** Requests that would still be admitted at once. */
  long remaining();

  /** Whole seconds, rounded up, until the limit is untouched again. */
  long resetSeconds();

  /** The request may go on and has been counted. */
  record Admitted(int limit, long remaining, long resetSeconds) implements Admission {}

  /**
   * The request is too much and has not been counted.
   *
   * @param subject whose limit it is
   * @param retryAfterSeconds at least 1; after that many seconds one request is admitted
   */
  record Refused(Subject subject, int limit, long retryAfterSeconds, long resetSeconds)
      implements Admission {
    @Override
    public long remaining() {
      return 0;
    }
  }

  /** Whose requests a limit counts. */
  enum Subject {
    /** One API key. */
    KEY,
    /** All keys of one owner. */
    OWNER,
    /** Everyone behind one client address, asking without a key. */
    ADDRESS,
    /** Everyone behind one client address, asking with a missing, wrong or new key. */
    WRONG_KEY
  }
}

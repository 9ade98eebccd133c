package dev.afterglow.http;

/** Whom a route lets in. Each route declares one; there is no default. */
public enum Access {
  /** Anybody. */
  OPEN,
  /**
   * Anybody, in places that no other request can take: for balancers and supervisors, which must
   * learn how a server is when it has no place left. The answer is short and needs no body.
   */
  PROBE,
  /** Whoever holds a signed link; the handler checks the signature in the path or query. */
  LINK,
  /** Any valid API key. */
  READ,
  /** A valid API key that may spend money. */
  GENERATE
}

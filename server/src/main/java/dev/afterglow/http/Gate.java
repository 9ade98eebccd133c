package dev.afterglow.http;

/** Decides who may pass. Asked once for each request, after the route is matched. */
@FunctionalInterface
public interface Gate {
  /**
   * Lets a visitor in. A visitor of a route that asks for a key comes with a {@link Caller} or not
   * at all.
   *
   * @throws ApiError 401 the same for everything wrong with a credential, 403, or 429
   */
  Passage admit(Visitor visitor);
}

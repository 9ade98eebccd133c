package dev.afterglow.http;

/** Decides who may pass. Asked once for each request, after the route is matched. */
@FunctionalInterface
public interface Authenticator {
  /**
   * Lets a request pass. For a route that asks for a key, the decision has a {@link Caller}.
   *
   * @throws ApiError 401 the same for every key that is not valid, 403, or 429
   */
  AccessDecision admit(AccessRequest request);
}

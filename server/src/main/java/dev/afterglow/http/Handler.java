package dev.afterglow.http;

/** Answers the requests of one route, each on a virtual thread of its own, where it may block. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers one request.
   *
   * @throws ApiError to refuse it
   * @throws Exception for a fault; the client learns nothing of it but a 500
   */
  Answer handle(Exchange exchange) throws Exception;
}

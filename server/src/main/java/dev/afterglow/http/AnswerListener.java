package dev.afterglow.http;

import java.util.Optional;

/** Is told of every answer before it is sent. Called on the requests' threads. */
@FunctionalInterface
public interface AnswerListener {
  /** Nobody listens. */
  AnswerListener NONE = (_, _, _, _) -> {};

  /**
   * A request is about to be answered.
   *
   * @param method as it was sent
   * @param path as it was sent, without the query
   * @param route empty if none was found
   */
  void answered(String method, String path, Optional<Route> route, Answer answer);
}

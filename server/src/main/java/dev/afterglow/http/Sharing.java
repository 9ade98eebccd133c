package dev.afterglow.http;

import java.util.List;

/**
 * What pages of other origins may do (the Fetch standard's CORS protocol): ask and read, wherever a
 * key in the Authorization header or a signed link decides. Nothing here depends on cookies, so any
 * origin is welcome.
 */
final class Sharing {
  private static final List<Field> FIELDS =
      List.of(
          new Field("Access-Control-Allow-Origin", "*"),
          new Field(
              "Access-Control-Expose-Headers",
              "X-Request-Id, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset,"
                  + " Idempotency-Replayed, Content-Disposition, Content-Range, Accept-Ranges, ETag"));

  private Sharing() {}

  static List<Field> fields() {
    return FIELDS;
  }

  /** The answer to OPTIONS, preflight or not. */
  static Answer preflight(RouteTable.Place place) {
    Answer answer = Answer.empty(200).with("Allow", place.allowed());
    return place.sharedAcrossOrigins()
        ? answer
            .with("Access-Control-Allow-Methods", place.allowed())
            .with(
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, Idempotency-Key, X-APIMart-Response-Version,"
                    + " X-Request-Id, Accept-Language, Range, If-Range")
            .with("Access-Control-Max-Age", "7200")
        : answer;
  }
}

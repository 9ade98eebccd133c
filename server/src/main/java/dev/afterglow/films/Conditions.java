package dev.afterglow.films;

import java.util.Optional;
import java.util.function.Function;

/** The headers of a request that choose between a film, a part of it, and no bytes at all. */
record Conditions(
    Optional<String> ifMatch,
    Optional<String> ifUnmodifiedSince,
    Optional<String> ifNoneMatch,
    Optional<String> ifModifiedSince,
    Optional<String> ifRange,
    Optional<String> range) {

  static Conditions of(Function<String, Optional<String>> header) {
    return new Conditions(
        header.apply("If-Match"),
        header.apply("If-Unmodified-Since"),
        header.apply("If-None-Match"),
        header.apply("If-Modified-Since"),
        header.apply("If-Range"),
        header.apply("Range"));
  }

  /**
   * Evaluates them in the order of RFC 9110 section 13.2.2.
   *
   * @param get whether the method is GET: no other method has ranges
   */
  Selection select(boolean get, Validators film, long bytes) {
    if (failed(film)) {
      return new Selection.PreconditionFailed();
    }
    if (known(film)) {
      return new Selection.NotModified();
    }
    boolean sameVersion = ifRange.isEmpty() || film.exactly(ifRange.get());
    return get && range.isPresent() && sameVersion
        ? ByteRange.select(range.get(), bytes)
        : new Selection.Whole();
  }

  private boolean failed(Validators film) {
    return ifMatch.isPresent()
        ? !film.stronglyIn(ifMatch.get())
        : ifUnmodifiedSince.flatMap(film::modifiedSince).orElse(false);
  }

  private boolean known(Validators film) {
    return ifNoneMatch.isPresent()
        ? film.weaklyIn(ifNoneMatch.get())
        : ifModifiedSince.flatMap(film::modifiedSince).map(newer -> !newer).orElse(false);
  }
}

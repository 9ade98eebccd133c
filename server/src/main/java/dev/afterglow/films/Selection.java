package dev.afterglow.films;

/** Which bytes of a film a request gets, as RFC 9110 sections 13 and 14 decide it. */
sealed interface Selection {
  /** All of it: 200. */
  record Whole() implements Selection {}

  /** One range: 206. Both positions are inclusive and lie in the film. */
  record Part(long first, long last) implements Selection {
    long bytes() {
      return last - first + 1;
    }
  }

  /** A range that begins behind the film's end: 416. */
  record Unsatisfiable() implements Selection {}

  /** The client has it already: 304. */
  record NotModified() implements Selection {}

  /** The client asked for another version of it: 412. */
  record PreconditionFailed() implements Selection {}
}

package dev.afterglow.http;

import dev.afterglow.text.Printable;
import java.util.Optional;

/** One line for each answer: what was asked, never with what words or which secret. */
final class AccessLog {
  private static final System.Logger LOG = System.getLogger("dev.afterglow.access");

  /** A tenth of a millisecond. */
  private static final double NANOS_OF_TENTH = 1e5;

  private AccessLog() {}

  static void write(
      String method, String path, int status, long nanos, String requestId, Optional<String> key) {
    LOG.log(
        System.Logger.Level.INFO,
        () -> line(Printable.of(method), path, status, nanos, requestId, key.orElse("-")));
  }

  /** No format: one would be read for every request. */
  private static String line(
      String method, String path, int status, long nanos, String requestId, String key) {
    long tenths = Math.round(nanos / NANOS_OF_TENTH);
    return method
        + " "
        + path
        + " "
        + status
        + " "
        + tenths / 10
        + "."
        + tenths % 10
        + "ms "
        + requestId
        + " key="
        + key;
  }
}

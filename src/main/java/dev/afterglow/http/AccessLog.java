package dev.afterglow.http;

import java.util.Optional;

/** One line for each answer: what was asked, never with what words or which secret. */
final class AccessLog {
  private static final System.Logger LOG = System.getLogger("dev.afterglow.access");

  /** A tenth of a millisecond. */
  private static final double NANOS_OF_TENTH = 1e5;

  private static final int LENGTH = 128;

  private AccessLog() {}

  static void write(
      String method, String path, int status, long nanos, String requestId, Optional<String> key) {
    LOG.log(
        System.Logger.Level.INFO,
        () -> line(Shown.of(method), path, status, nanos, requestId, key.orElse("-")));
  }

  /** Put together by hand: one is written for every request, and a format is read each time. */
  private static String line(
      String method, String path, int status, long nanos, String requestId, String key) {
    long tenths = Math.round(nanos / NANOS_OF_TENTH);
    return new StringBuilder(LENGTH)
        .append(method)
        .append(' ')
        .append(path)
        .append(' ')
        .append(status)
        .append(' ')
        .append(tenths / 10)
        .append('.')
        .append(tenths % 10)
        .append("ms ")
        .append(requestId)
        .append(" key=")
        .append(key)
        .toString();
  }
}

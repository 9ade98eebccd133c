package dev.afterglow.http;

import java.util.Optional;

/** One line for each answer: what was asked, never with what words or which secret. */
final class AccessLog {
  private static final System.Logger LOG = System.getLogger("dev.afterglow.access");

  private AccessLog() {}

  static void write(
      String method, String path, int status, long nanos, String requestId, Optional<String> key) {
    LOG.log(
        System.Logger.Level.INFO,
        () ->
            "%s %s %d %.1fms %s key=%s"
                .formatted(
                    Shown.of(method), path, status, nanos / 1e6, requestId, key.orElse("-")));
  }
}

package dev.afterglow.tracing;

import java.net.URI;
import java.util.Optional;

/**
 * What the operator wants traced.
 *
 * @param endpoint of a receiver of OTLP over HTTP, without {@code /v1/traces}
 * @param header that every message to it has, such as {@code authorization=Bearer ...}
 * @param share of traces that are sent, 0 to 1; all spans of one trace share its lot
 * @param fromClients whether a client's {@code traceparent} is believed
 * @param toEngines whether engines are told of the trace that a question belongs to
 * @param release of this program
 */
public record TracingSettings(
    URI endpoint,
    Optional<String> header,
    double share,
    boolean fromClients,
    boolean toEngines,
    String release) {
  public TracingSettings {
    if (share < 0 || share > 1) {
      throw new IllegalArgumentException("share: " + share + " (expected: 0 to 1)");
    }
  }

  /** Never the header: it is a secret. */
  @Override
  public String toString() {
    return "TracingSettings[" + endpoint + "]";
  }
}

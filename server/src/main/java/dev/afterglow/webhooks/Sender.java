package dev.afterglow.webhooks;

import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.Sent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Writes messages, signs them, and sends each once. */
public final class Sender {
  private static final System.Logger LOG = System.getLogger(Sender.class.getName());
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String EVENT = "evt_";
  private static final String SAMPLE = "video_";

  private final GuardedClient client;
  private final SigningKey key;
  private final Duration timeout;
  private final InstantSource time;

  /**
   * @param timeout how long a receiver may take
   */
  public Sender(GuardedClient client, SigningKey key, Duration timeout, InstantSource time) {
    this.client = client;
    this.key = key;
    this.timeout = timeout;
    this.time = time;
  }

  /** An event as OpenAI writes it. */
  record Event(String id, Instant at, EventType type, String videoId) {
    private Map<String, Object> json() {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("id", id);
      event.put("object", "event");
      event.put("created_at", at.getEpochSecond());
      event.put("type", type.wire());
      event.put("data", Map.of("id", videoId));
      return event;
    }
  }

  /** Tells an endpoint of an event, signed. */
  Attempted event(Endpoint endpoint, Event event) {
    byte[] body = JSON.writeValueAsBytes(event.json());
    Instant now = time.instant();
    Map<String, String> headers = headers(event.id(), now);
    headers.put(
        "webhook-signature",
        secrets(endpoint, now)
            .map(secret -> secret.signature(event.id(), now.getEpochSecond(), body))
            .collect(Collectors.joining(" ")));
    return post(event.id(), endpoint.url(), headers, body);
  }

  /** Tells an endpoint of an event that has not happened. */
  Attempted sample(Endpoint endpoint, EventType type, String ulid) {
    return event(endpoint, new Event(EVENT + ulid, time.instant(), type, SAMPLE + ulid));
  }

  /** Sends what a request of its own asked for. It has no secret, and so no signature. */
  Attempted callback(String messageId, String url, Map<String, Object> task) {
    return post(messageId, url, headers(messageId, time.instant()), JSON.writeValueAsBytes(task));
  }

  private Attempted post(String messageId, String url, Map<String, String> headers, byte[] body) {
    Sent sent = client.post(url, headers, body, timeout);
    // The address stays out of the log: its path may be its secret.
    switch (sent) {
      case Sent.Answered(int status, var _, var _) ->
          LOG.log(System.Logger.Level.DEBUG, "{0} was answered {1}", messageId, status);
      case Sent.NotSent(String why) ->
          LOG.log(System.Logger.Level.DEBUG, "{0} was not sent: {1}", messageId, why);
      case Sent.Unclear(String why) ->
          LOG.log(System.Logger.Level.DEBUG, "{0} was not answered: {1}", messageId, why);
    }
    return Attempted.of(sent, Instant.ofEpochMilli(time.millis()));
  }

  private static Map<String, String> headers(String messageId, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", messageId);
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    return headers;
  }

  /** The latest secret, and the one before for as long as it is good. */
  private Stream<Secret> secrets(Endpoint endpoint, Instant now) {
    int latest = endpoint.signing().version();
    boolean both = endpoint.signing().previousUntil().filter(now::isBefore).isPresent();
    return (both ? Stream.of(latest, latest - 1) : Stream.of(latest))
        .map(version -> key.secret(endpoint.id(), version));
  }
}

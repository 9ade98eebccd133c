package dev.afterglow.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes and reads the JSON of the Sora-2 video API. */
final class Wire {
  private static final JsonMapper JSON = new JsonMapper();

  private Wire() {}

  static byte[] order(FilmOrder order) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", order.model());
    body.put("prompt", order.prompt());
    body.put("duration", order.seconds());
    body.put("resolution", order.resolution());
    order
        .image()
        .ifPresentOrElse(
            image -> body.putArray("image_urls").add(image),
            () -> body.put("aspect_ratio", order.aspectRatio()));
    return JSON.writeValueAsBytes(body);
  }

  static String taskId(byte[] body) throws IOException {
    return text(read(body).path("data").path(0), "task_id");
  }

  static String uploadedUrl(byte[] body) throws IOException {
    return text(read(body), "url");
  }

  static FilmTask task(byte[] body) throws IOException {
    return task(read(body).path("data"));
  }

  /** A task as an event tells it. */
  static FilmTask event(String data) throws IOException {
    return task(read(data.getBytes(UTF_8)));
  }

  private static FilmTask task(JsonNode data) throws IOException {
    JsonNode film = data.path("result").path("videos").path(0).path("url").path(0);
    JsonNode error = data.path("error").path("message");
    return new FilmTask(
        text(data, "id"),
        status(text(data, "status")),
        Math.clamp(data.path("progress").asInt(0), 0, 100),
        Math.max(0, data.path("estimated_time").asInt(0)),
        film.isString() ? Optional.of(URI.create(film.asString())) : Optional.empty(),
        error.isString() ? Optional.of(error.asString()) : Optional.empty());
  }

  /** The sentence of an error's body; the status alone where there is none. */
  static String refusal(int status, byte[] body) {
    try {
      return text(read(body).path("error"), "message");
    } catch (IOException _) {
      return "HTTP " + status;
    }
  }

  private static FilmTask.Status status(String word) throws IOException {
    try {
      return FilmTask.Status.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw new IOException("the server tells of an unknown state: " + word);
    }
  }

  private static String text(JsonNode node, String field) throws IOException {
    JsonNode value = node.path(field);
    if (!value.isString()) {
      throw new IOException("the server's answer has no " + field);
    }
    return value.asString();
  }

  private static JsonNode read(byte[] body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new IOException("the server's answer is not JSON", e);
    }
  }
}

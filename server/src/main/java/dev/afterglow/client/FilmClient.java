package dev.afterglow.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a server for films. Every method throws {@link ServerRefused} for an answer that says no,
 * {@link ConnectException} where nothing listens, and another {@link IOException} where there was
 * no readable answer.
 */
public final class FilmClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final int OK = 200;

  private final URI server;
  private final String key;
  private final String language;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /**
   * @param server such as {@code http://127.0.0.1:8080}, without a slash at the end
   * @param language of the server's messages, {@code zh} or {@code en}
   */
  public FilmClient(URI server, String key, String language) {
    this.server = server;
    this.key = key;
    this.language = language;
  }

  /**
   * Submits an order and answers the id of its task.
   *
   * @param idempotencyKey the same for every repetition of one order, so that it is made once
   */
  public String submit(FilmOrder order, String idempotencyKey) throws IOException {
    HttpRequest request =
        request("/v1/videos/generations?language=" + language)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofByteArray(Wire.order(order)))
            .build();
    return Wire.taskId(send(request));
  }

  /** Asks how a task is. */
  public FilmTask task(String taskId) throws IOException {
    return Wire.task(send(request("/v1/tasks/" + taskId + "?language=" + language).build()));
  }

  /**
   * Opens a task's events.
   *
   * @param lastEventId the last event that was read; empty text for none
   * @return empty if the server has none to give, or no room: then it is asked by {@link #task}
   */
  public Optional<TaskEvents> events(String taskId, String lastEventId) throws IOException {
    HttpRequest.Builder request =
        request("/v1/tasks/" + taskId + "/events?language=" + language)
            .header("Accept", "text/event-stream");
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpResponse<InputStream> response = exchange(request.build(), BodyHandlers.ofInputStream());
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (response.statusCode() == OK && type.startsWith("text/event-stream")) {
      return Optional.of(new TaskEvents(response.body(), lastEventId));
    }
    response.body().close();
    return Optional.empty();
  }

  /** Hands a reference image over, and answers the link to name it by. */
  public String upload(Path image) throws IOException {
    Multipart form = new Multipart(image);
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(form.head()),
            BodyPublishers.ofFile(image),
            BodyPublishers.ofString(form.tail()));
    HttpRequest request =
        request("/v1/uploads/images?language=" + language)
            .header("Content-Type", form.contentType())
            .POST(body)
            .build();
    return Wire.uploadedUrl(send(request));
  }

  /**
   * Copies a film to a file, which appears when it is whole; a symbolic link stays one. Answers its
   * length in bytes.
   */
  public long download(URI film, Path file) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file;
    Path draft = target.resolveSibling(target.getFileName() + ".part");
    HttpRequest request = HttpRequest.newBuilder(server.resolve(film)).timeout(ANSWER).build();
    try {
      HttpResponse<InputStream> response = exchange(request, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != OK) {
          throw refusal(response.statusCode(), body.readAllBytes());
        }
        try (OutputStream out = Files.newOutputStream(draft)) {
          body.transferTo(out);
        }
      }
      requireWhole(response, Files.size(draft));
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
      return Files.size(target);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path))
        .header("Authorization", "Bearer " + key)
        .timeout(ANSWER);
  }

  private byte[] send(HttpRequest request) throws IOException {
    HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != OK) {
      throw refusal(response.statusCode(), response.body());
    }
    return response.body();
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      return http.send(request, handler);
    } catch (HttpConnectTimeoutException e) {
      throw new ConnectException(e.getMessage());
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static ServerRefused refusal(int status, byte[] body) {
    return new ServerRefused(status, Wire.refusal(status, body));
  }

  private static void requireWhole(HttpResponse<?> response, long bytes) throws IOException {
    long announced = response.headers().firstValueAsLong("Content-Length").orElse(bytes);
    if (announced != bytes) {
      throw new IOException("the film broke off after " + bytes + " of " + announced + " bytes");
    }
  }
}

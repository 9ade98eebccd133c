package dev.afterglow;

import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.config.SettingsReader;
import dev.afterglow.config.SettingsRefused;
import dev.afterglow.lifecycle.FatalErrors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A whole server on a free port over a directory of the test, and a way to ask it. */
final class RunningServer implements AutoCloseable {
  static final String KEY = "sk-the-key-of-this-test-and-no-other";

  private final Server server;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningServer(Server server) {
    this.server = server;
  }

  static RunningServer start(Path data) throws IOException {
    return start(data, Map.of());
  }

  /**
   * @param more settings by name, besides those that keep the server apart from others
   */
  static RunningServer start(Path data, Map<String, String> more) throws IOException {
    return start(data, more, Environment.real());
  }

  static RunningServer start(Path data, Map<String, String> more, Environment around)
      throws IOException {
    Server server = Server.start(settings(data, more), around, FatalErrors.logged());
    server.firstKey();
    return new RunningServer(server);
  }

  static Settings settings(Path data, Map<String, String> more) {
    Map<String, String> given = new HashMap<>();
    given.put("server.port", "0");
    given.put("data.directory", data.toString());
    given.put("data.minimum-free", "0");
    given.put("bootstrap.key", KEY);
    given.put("limits.per-key", "1000000");
    given.put("limits.per-owner", "1000000");
    given.putAll(more);
    try {
      return new SettingsReader(Map.of(), data).read(Optional.empty(), given);
    } catch (SettingsRefused e) {
      throw new IllegalArgumentException(e);
    }
  }

  Server server() {
    return server;
  }

  URI address() {
    return server.address();
  }

  HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Authorization", "Bearer " + key)
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.shutdownNow();
    server.close();
  }
}

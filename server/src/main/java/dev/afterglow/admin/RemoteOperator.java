package dev.afterglow.admin;

import dev.afterglow.admin.Answer.Done;
import dev.afterglow.admin.Answer.Reason;
import dev.afterglow.admin.Answer.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Hands orders to the server that holds a data directory. */
public final class RemoteOperator implements Operator, AutoCloseable {
  /** At once, or never: but for a machine that is too busy to run either side. */
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Long enough for the doctor to re-add a large ledger. */
  private static final Duration ANSWER = Duration.ofMinutes(10);

  /** A killed server leaves its file behind, and others may get its port. */
  private static final String STRANGER = "another program listens on the port of the server";

  private final AdminFile file;
  private final HttpClient client =
      HttpClient.newBuilder()
          .proxy(HttpClient.Builder.NO_PROXY)
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .build();

  private RemoteOperator(AdminFile file) {
    this.file = file;
  }

  /**
   * Finds the server that holds this data directory; empty if none listens. A file that a killed
   * server left behind counts as none.
   *
   * @throws IOException if there is a file that cannot be read
   */
  public static Optional<RemoteOperator> find(Path dataDirectory) throws IOException {
    Optional<AdminFile> file = AdminFile.read(dataDirectory);
    return file.filter(RemoteOperator::listens).map(RemoteOperator::new);
  }

  @Override
  public Answer carryOut(Order order) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://"
                        + AdminFile.ADDRESS.getHostAddress()
                        + ":"
                        + file.port()
                        + "/orders/"
                        + Orders.name(order)))
            .header("Authorization", "Bearer " + file.token())
            .header("Content-Type", "application/json")
            .timeout(ANSWER)
            .POST(HttpRequest.BodyPublishers.ofByteArray(Orders.write(order)))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the server did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while the server worked", e));
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private static Answer answer(int status, byte[] body) throws IOException {
    if (status == 401) {
      throw new IOException(STRANGER);
    }
    try {
      JsonNode json = Orders.JSON.readTree(body);
      return status == 200 ? new Done(json) : refused(json.path("error"));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(STRANGER, e);
    }
  }

  private static Refused refused(JsonNode error) {
    List<String> details = error.path("details").valueStream().map(JsonNode::asString).toList();
    return new Refused(
        Reason.valueOf(error.path("type").asString("").toUpperCase(Locale.ROOT)), details);
  }

  private static boolean listens(AdminFile file) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(AdminFile.ADDRESS, file.port()), (int) CONNECT.toMillis());
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("the server on the admin port does not answer", e);
    }
  }
}

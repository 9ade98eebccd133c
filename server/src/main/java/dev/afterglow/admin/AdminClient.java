package dev.afterglow.admin;

import dev.afterglow.admin.AdminResult.Done;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;

/**
 * Hands commands to the server that holds a data directory. To be asked for only while some process
 * holds the directory's lock: a killed server leaves its file behind, and others may get its port.
 */
public final class AdminClient implements AdminService, AutoCloseable {
  /** At once, or never: but for a machine that is too busy to run either side. */
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Long enough for the doctor to re-add a large ledger. */
  private static final Duration ANSWER = Duration.ofMinutes(10);

  /** As much as is read of a program that has not proved anything yet. */
  private static final int PROOF_BYTES = 4 * 1024;

  private final AdminFile file;
  private final HttpClient client =
      HttpClient.newBuilder()
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .build();

  private AdminClient(AdminFile file) {
    this.file = file;
  }

  /**
   * Finds the server that holds this data directory, and lets it prove that it is that one before
   * anything else is sent. Empty if no program answers, as while a server starts or stops.
   *
   * @throws ForeignServerOnPort if a program answers that cannot prove it
   * @throws IOException if there is a file that cannot be read
   */
  public static Optional<AdminClient> find(Path dataDirectory, SecureRandom random)
      throws IOException {
    Optional<AdminFile> file = AdminFile.read(dataDirectory);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    AdminClient found = new AdminClient(file.get());
    try {
      if (found.answersAndProves(AdminSecret.challenge(random))) {
        return Optional.of(found);
      }
    } catch (ForeignServerOnPort e) {
      found.close();
      throw e;
    }
    found.close();
    return Optional.empty();
  }

  @Override
  public AdminResult execute(AdminCommand command) {
    HttpRequest request =
        HttpRequest.newBuilder(address("/commands/" + AdminProtocol.name(command)))
            .header("Authorization", file.secret().authorization())
            .header("Content-Type", "application/json")
            .timeout(ANSWER)
            .POST(HttpRequest.BodyPublishers.ofByteArray(AdminProtocol.write(command)))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return result(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the server did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while the server worked", e));
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private AdminResult result(int status, byte[] body) throws IOException {
    if (status == 200) {
      try {
        return new Done(AdminProtocol.JSON.readTree(body));
      } catch (JacksonException _) {
        throw new ForeignServerOnPort(file.port());
      }
    }
    return AdminProtocol.refusal(body).orElseThrow(() -> new ForeignServerOnPort(file.port()));
  }

  private boolean answersAndProves(String challenge) throws ForeignServerOnPort {
    HttpRequest request = HttpRequest.newBuilder(address("/proof?challenge=" + challenge)).build();
    try {
      byte[] answer =
          client
              .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), PROOF_BYTES))
              .get(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
              .body();
      if (file.secret().proves(challenge, proof(answer))) {
        return true;
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConnectException) {
        return false;
      }
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
    throw new ForeignServerOnPort(file.port());
  }

  private static String proof(byte[] answer) {
    try {
      return AdminProtocol.JSON.readTree(answer).path("proof").asString("");
    } catch (JacksonException _) {
      return "";
    }
  }

  private URI address(String path) {
    return URI.create("http://" + AdminFile.ADDRESS.getHostAddress() + ":" + file.port() + path);
  }
}

package dev.afterglow.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.admin.AdminConnection.Reply;
import dev.afterglow.admin.AdminResult.Done;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;

/**
 * Hands commands to the server that holds a data directory. To be asked for only while some process
 * holds the directory's lock: a killed server leaves its file behind, and others may get its port.
 *
 * <p>Every command goes over the very connection on which the program at the other end has just
 * proved that it is the server. So one that gets the port between the proof and the command gets
 * neither the command nor the secret.
 */
public final class AdminClient implements AdminService {
  /** At once, or never: but for a machine that is too busy to run either side. */
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Long enough for the doctor to re-add a large ledger. */
  private static final Duration ANSWER = Duration.ofMinutes(10);

  /** As much as is read of a program that has not proved anything yet. */
  private static final int PROOF_BYTES = 4 << 10;

  private static final int RESULT_BYTES = 256 << 20;

  private final AdminFile file;
  private final SecureRandom random;

  private AdminClient(AdminFile file, SecureRandom random) {
    this.file = file;
    this.random = random;
  }

  /**
   * Finds the server that holds this data directory, and lets it prove that it is that one. Empty
   * if no program answers, as while a server starts or stops.
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
    AdminClient found = new AdminClient(file.get(), random);
    try (AdminConnection _ = found.proved()) {
      return Optional.of(found);
    } catch (ConnectException | InterruptedIOException _) {
      return Optional.empty();
    }
  }

  /**
   * Executes one command.
   *
   * @throws UncheckedIOException if the command's fate is unknown; if its cause is a {@link
   *     ForeignServerOnPort} or a {@link ConnectException}, nothing was sent
   */
  @Override
  public AdminResult execute(AdminCommand command) {
    try (AdminConnection server = proved()) {
      return result(
          within(
              ANSWER,
              () ->
                  server.post(
                      "/commands/" + AdminProtocol.name(command),
                      file.secret().authorization(),
                      AdminProtocol.write(command),
                      RESULT_BYTES)));
    } catch (IOException e) {
      throw new UncheckedIOException("the server did not answer", e);
    }
  }

  private static AdminResult result(Reply reply) throws IOException {
    if (reply.status() == 200) {
      try {
        return new Done(AdminProtocol.JSON.readTree(reply.body()));
      } catch (JacksonException e) {
        throw new IOException("no result", e);
      }
    }
    return AdminProtocol.refusal(reply.body().getBytes(UTF_8))
        .orElseThrow(() -> new ProtocolException("no result: " + reply.status()));
  }

  /**
   * A connection to the server. All that is sent on it before is a random number.
   *
   * @throws ConnectException if nobody listens
   * @throws InterruptedIOException if nothing is answered in time
   * @throws ForeignServerOnPort if the program at the other end proves nothing
   */
  private AdminConnection proved() throws IOException {
    AdminConnection connection = AdminConnection.open(file.port(), CONNECT);
    boolean proved = false;
    try {
      String challenge = AdminSecret.challenge(random);
      String target = "/proof?challenge=" + challenge;
      Reply reply = within(CONNECT, () -> connection.get(target, PROOF_BYTES));
      proved = file.secret().proves(challenge, proof(reply.body()));
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException _) {
      throw new ForeignServerOnPort(file.port());
    } finally {
      if (!proved) {
        connection.close();
      }
    }
    if (!proved) {
      throw new ForeignServerOnPort(file.port());
    }
    return connection;
  }

  private static String proof(String answer) {
    try {
      return AdminProtocol.JSON.readTree(answer).path("proof").asString("");
    } catch (JacksonException _) {
      return "";
    }
  }

  /** As a whole within this time, however slowly the other side drips. */
  private static Reply within(Duration most, Callable<Reply> exchange) throws IOException {
    FutureTask<Reply> task = new FutureTask<>(exchange);
    Thread.ofVirtual().name("admin-exchange").start(task);
    try {
      return task.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException broken
          ? broken
          : new IOException("the exchange failed", e.getCause());
    } catch (TimeoutException _) {
      throw new SocketTimeoutException("no answer within " + most);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the server worked");
    }
  }
}

package dev.afterglow.admin;

import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.http.Access;
import dev.afterglow.http.AccessDecision;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Handler;
import dev.afterglow.http.HttpTexts;
import dev.afterglow.http.Listener;
import dev.afterglow.http.ListenerSettings;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Takes commands over HTTP from this machine alone: on a free port of the loopback address, from
 * whoever has read the secret in the data directory. {@code GET /proof?challenge=...} proves that
 * this is the server of that directory; {@code POST /commands/NAME} with the command's fields as
 * JSON executes it. The answer is the result, or {@code {"error":{"type",...}}}.
 *
 * <p>Its own listener, so that no proxy rule, path trick or forgotten check on the public port can
 * reach it.
 */
public final class AdminListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AdminListener.class.getName());
  private static final long MAX_BODY_BYTES = 64 * 1024;

  /** How long a stop waits for a command at work. */
  private static final Duration LAST_COMMAND = Duration.ofSeconds(2);

  private final AdminService service;
  private final Path dataDirectory;
  private final AdminSecret secret;
  private final Listener listener;
  private final AdminFile file;

  private AdminListener(
      AdminService service, Path dataDirectory, SecureRandom random, LongSupplier nanoTime)
      throws IOException {
    this.service = service;
    this.dataDirectory = dataDirectory;
    this.secret = AdminSecret.draw(random);
    this.listener =
        Listener.start(
            ListenerSettings.of(AdminFile.ADDRESS.getHostAddress(), 0, new AdminDialect()),
            // Open to all, and checked by the handler: no web page may as much as ask.
            List.of(
                new Route(Method.GET, "/proof", Access.OPEN, this::prove),
                new Route(
                        Method.POST, "/commands/{name}", Access.OPEN, authenticated(this::execute))
                    .upTo(MAX_BODY_BYTES)),
            _ -> AccessDecision.open(),
            HttpTexts.load(),
            random,
            nanoTime);
    this.file = new AdminFile(listener.port(), secret.text());
    try {
      file.write(dataDirectory);
    } catch (IOException | RuntimeException e) {
      listener.close(); // or it would listen on, with nobody to close it
      throw e;
    }
  }

  /**
   * Starts listening and writes the {@link AdminFile}.
   *
   * @param nanoTime elapsed nanoseconds that never run backwards
   * @throws IOException if the file cannot be written
   */
  public static AdminListener start(
      AdminService service, Path dataDirectory, SecureRandom random, LongSupplier nanoTime)
      throws IOException {
    return new AdminListener(service, dataDirectory, random, nanoTime);
  }

  /** Stops listening and removes the file. */
  @Override
  public void close() {
    listener.drain(LAST_COMMAND);
    try {
      file.remove(dataDirectory);
    } catch (IOException e) {
      throw new UncheckedIOException("the admin file cannot be removed", e);
    }
  }

  private Answer prove(Exchange exchange) {
    String challenge =
        exchange
            .query("challenge")
            .filter(AdminSecret::isChallenge)
            .orElseThrow(() -> ApiError.of(ErrorKind.INVALID_REQUEST));
    return Answer.json(Map.of("proof", secret.proof(challenge)));
  }

  private Handler authenticated(Handler next) {
    return exchange -> {
      if (!secret.authorizes(exchange.headers("Authorization"))) {
        throw ApiError.unauthenticated();
      }
      return next.handle(exchange);
    };
  }

  private Answer execute(Exchange exchange) {
    AdminResult result =
        AdminProtocol.read(exchange.variable("name"), exchange.body())
            .map(this::execute)
            .orElseGet(Refusal.Unreadable::new);
    return switch (result) {
      case Done done -> Answer.json(done.result());
      case Refusal refusal -> Answer.json(refusal.status(), AdminProtocol.error(refusal));
    };
  }

  private AdminResult execute(AdminCommand command) {
    try {
      return service.execute(command);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "command " + AdminProtocol.name(command) + " failed", e);
      return new Refusal.Failed();
    }
  }
}

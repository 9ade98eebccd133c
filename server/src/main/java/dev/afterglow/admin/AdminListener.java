package dev.afterglow.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.admin.Answer.Done;
import dev.afterglow.admin.Answer.Reason;
import dev.afterglow.admin.Answer.Refused;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * Takes orders over HTTP from this machine alone: on a free port of the loopback address, from
 * whoever has read the token in the data directory. {@code POST /orders/NAME} with the order's
 * fields as JSON; the answer is the result, or {@code {"error":{"type","details"}}}.
 *
 * <p>Its own listener, so that no proxy rule, path trick or forgotten check on the public port can
 * reach it.
 */
public final class AdminListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AdminListener.class.getName());
  private static final int TOKEN_BYTES = 32;
  private static final long MAX_BODY_BYTES = 64 * 1024;

  private final Operator operator;
  private final Path dataDirectory;
  private final byte[] authorization;
  private final WebServer server;
  private final AdminFile file;

  private AdminListener(Operator operator, Path dataDirectory, String token) throws IOException {
    this.operator = operator;
    this.dataDirectory = dataDirectory;
    this.authorization = ("Bearer " + token).getBytes(UTF_8);
    this.server =
        WebServer.builder()
            .address(AdminFile.ADDRESS)
            .port(0)
            .maxPayloadSize(MAX_BODY_BYTES)
            .shutdownHook(false)
            .routing(routing -> routing.post("/orders/{name}", this::take))
            .build()
            .start();
    this.file = new AdminFile(server.port(), token);
    try {
      file.write(dataDirectory);
    } catch (IOException | RuntimeException e) {
      server.stop(); // or it would listen on, with nobody to close it
      throw e;
    }
  }

  /**
   * Starts listening and writes the {@link AdminFile}.
   *
   * @throws IOException if the file cannot be written
   */
  public static AdminListener start(Operator operator, Path dataDirectory, SecureRandom random)
      throws IOException {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    return new AdminListener(
        operator, dataDirectory, Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }

  /** Stops listening and removes the file. */
  @Override
  public void close() {
    server.stop();
    try {
      file.remove(dataDirectory);
    } catch (IOException e) {
      throw new UncheckedIOException("the admin file cannot be removed", e);
    }
  }

  private void take(ServerRequest request, ServerResponse response) {
    byte[] claimed = request.headers().value(HeaderNames.AUTHORIZATION).orElse("").getBytes(UTF_8);
    if (!MessageDigest.isEqual(authorization, claimed)) {
      response.status(Status.UNAUTHORIZED_401).send();
      return;
    }
    Answer answer =
        Orders.read(request.path().pathParameters().get("name"), request.content().as(byte[].class))
            .map(this::carryOut)
            .orElseGet(() -> Refused.because(Reason.UNREADABLE));
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    switch (answer) {
      case Done done -> response.send(Orders.JSON.writeValueAsBytes(done.result()));
      case Refused refused ->
          response
              .status(refused.reason().status())
              .send(Orders.JSON.writeValueAsBytes(Map.of("error", wire(refused))));
    }
  }

  private Answer carryOut(Order order) {
    try {
      return operator.carryOut(order);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "order " + Orders.name(order) + " failed", e);
      return Refused.because(Reason.FAILED);
    }
  }

  private static Map<String, Object> wire(Refused refused) {
    return Map.of("type", refused.reason().wire(), "details", refused.details());
  }
}

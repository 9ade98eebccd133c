package dev.afterglow.engines.gemini;

import dev.afterglow.net.Credentials;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.RequestBody;
import dev.afterglow.net.RequestBody.Piece;
import dev.afterglow.net.Sent;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.ClientOpener;
import dev.afterglow.remote.SignedToken;
import dev.afterglow.remote.VendorAnswer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The access tokens of a service account (RFC 7523, as
 * developers.google.com/identity/protocols/oauth2 describes it): got with a signed assertion, kept
 * until shortly before they run out. The headers are those of the token at hand; getting one is a
 * call of its own, so that whoever asks for headers waits for nobody.
 */
final class AccessTokens implements Credentials, AutoCloseable {
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final Duration ASSERTED_FOR = Duration.ofMinutes(30);
  private static final Duration RENEWED_BEFORE = Duration.ofMinutes(5);
  private static final long USUAL_LIFE_SECONDS = 3600;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ServiceAccount account;
  private final EngineClient client;
  private final InstantSource time;
  private Instant renewAt = Instant.MIN;
  private volatile Optional<String> token = Optional.empty();

  /** Why there is no token. */
  sealed interface Missing {
    /** In one line, for the operator's log. */
    String why();

    /** Google refuses the account. */
    record Refused(String why) implements Missing {}

    /** Google was not to be heard. */
    record Unreachable(String why) implements Missing {}
  }

  AccessTokens(ServiceAccount account, ClientOpener clients, InstantSource time) {
    this.account = account;
    URI tokens = account.tokens();
    URI origin = URI.create(tokens.getScheme() + "://" + tokens.getRawAuthority());
    this.client = clients.open(origin, Credentials.none());
    this.time = time;
  }

  @Override
  public Map<String, String> headers() {
    return token.map(value -> Map.of("Authorization", "Bearer " + value)).orElse(Map.of());
  }

  /** Sees to it that there is a token; empty if there is. One caller at a time asks for it. */
  synchronized Optional<Missing> missing() {
    Instant now = time.instant();
    if (token.isPresent() && now.isBefore(renewAt)) {
      return Optional.empty();
    }
    String assertion = assertion(now);
    return switch (client.send(request(assertion))) {
      case Sent.NotSent(String why) -> Optional.of(new Missing.Unreachable("token: " + why));
      case Sent.Unclear(String why) -> Optional.of(new Missing.Unreachable("token: " + why));
      case Sent.Answered(int status, var headers, byte[] body) ->
          taken(VendorAnswer.of(status, headers, body), now)
              .map(missing -> without(assertion, missing));
    };
  }

  /** Drops a token that was refused, so that the next call gets another one. */
  synchronized void drop() {
    renewAt = Instant.MIN;
  }

  private Optional<Missing> taken(VendorAnswer answer, Instant now) {
    Optional<String> fresh = answer.string("/access_token");
    if (answer.isSuccess() && fresh.isPresent()) {
      long life = answer.json().path("expires_in").asLong(USUAL_LIFE_SECONDS);
      token = fresh;
      renewAt = now.plusSeconds(Math.clamp(life, 60, USUAL_LIFE_SECONDS)).minus(RENEWED_BEFORE);
      return Optional.empty();
    }
    String said =
        "token: HTTP "
            + answer.status()
            + ": "
            + answer.string("/error").orElse("")
            + " "
            + answer.string("/error_description").orElseGet(answer::complaint);
    return Optional.of(
        answer.status() >= 400 && answer.status() < 500 && answer.status() != 429
            ? new Missing.Refused(said)
            : new Missing.Unreachable(said));
  }

  private static Missing without(String assertion, Missing missing) {
    String why = missing.why().replace(assertion, "***");
    return switch (missing) {
      case Missing.Refused _ -> new Missing.Refused(why);
      case Missing.Unreachable _ -> new Missing.Unreachable(why);
    };
  }

  private String assertion(Instant now) {
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    claims
        .put("iss", account.email())
        .put("scope", SCOPE)
        .put("aud", account.tokens().toString())
        .put("iat", now.getEpochSecond())
        .put("exp", now.plus(ASSERTED_FOR).getEpochSecond());
    return SignedToken.rs256(claims, account.keyId(), account.key());
  }

  private EngineRequest request(String assertion) {
    String form =
        "grant_type="
            + URLEncoder.encode(GRANT, StandardCharsets.UTF_8)
            + "&assertion="
            + assertion;
    String path = account.tokens().getRawPath();
    return EngineRequest.post(
            UpstreamAddress.path(path.isEmpty() ? "/" : path),
            new RequestBody("application/x-www-form-urlencoded", List.of(Piece.text(form))))
        .within(PATIENCE);
  }

  @Override
  public void close() {
    client.close();
  }
}

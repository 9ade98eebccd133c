package dev.afterglow.openid;

import dev.afterglow.net.Authorities;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.RequestBody;
import dev.afterglow.net.Resolver;
import dev.afterglow.net.Sent;
import dev.afterglow.net.Upstream;
import dev.afterglow.net.UpstreamAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to a provider: to the address that the operator wrote down, and to those that the
 * provider names itself, which have to be reached through TLS if the first one is. Redirects are
 * not followed. Safe for use by many threads.
 */
public final class Issuer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Issuer.class.getName());
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_ORIGINS = 16;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final boolean secure;
  private final Function<URI, EngineClient> opener;
  private final Map<String, EngineClient> clients = new ConcurrentHashMap<>();

  /**
   * @param issuer the provider's name
   * @param trusted who may vouch for the provider's certificate
   * @param release which release asks
   */
  public Issuer(String issuer, Resolver resolver, Authorities trusted, String release) {
    this.secure = issuer.startsWith("https:");
    this.opener =
        base ->
            new EngineClient(
                new Upstream(base, Credentials.none(), Optional.empty(), trusted),
                resolver,
                OutboundPolicy.publicOnly(),
                release);
  }

  /** Reads a JSON object; empty if none came. */
  Optional<JsonNode> get(String address, Optional<String> bearer) {
    EngineRequest request = EngineRequest.get(UpstreamAddress.given(address));
    return asked(
        address,
        bearer.map(token -> request.header("Authorization", "Bearer " + token)).orElse(request));
  }

  /** Posts a form and reads a JSON object; empty if none came with a status of success. */
  Optional<JsonNode> post(String address, String form, Optional<String> authorization) {
    RequestBody body =
        new RequestBody("application/x-www-form-urlencoded", List.of(RequestBody.Piece.text(form)));
    EngineRequest request = EngineRequest.post(UpstreamAddress.given(address), body);
    return asked(
        address,
        authorization.map(value -> request.header("Authorization", value)).orElse(request));
  }

  private Optional<JsonNode> asked(String address, EngineRequest request) {
    Optional<EngineClient> client = client(address);
    if (client.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, "the OpenID provider names an address without TLS");
      return Optional.empty();
    }
    Sent sent =
        client
            .get()
            .send(request.header("Accept", "application/json").within(LONGEST).reading(MOST_BYTES));
    return switch (sent) {
      case Sent.Answered(int status, _, byte[] body) -> read(address, status, body);
      case Sent.NotSent(String why) -> unreachable(address, why);
      case Sent.Unclear(String why) -> unreachable(address, why);
    };
  }

  private static Optional<JsonNode> read(String address, int status, byte[] body) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JacksonException _) {
      return unreachable(address, "status " + status + " without JSON");
    }
    if (status != 200 || !json.isObject()) {
      // "error" is a word of RFC 6749; whatever else an answer says may hold what is secret.
      String error = json.path("error").asString("").replaceAll("[^A-Za-z_]", "");
      return unreachable(address, ("status " + status + " " + error).strip());
    }
    return Optional.of(json);
  }

  private static Optional<JsonNode> unreachable(String address, String why) {
    String shown = address.replaceAll("[?#].*", "");
    LOG.log(
        System.Logger.Level.WARNING, "no answer of the OpenID provider at {0}: {1}", shown, why);
    return Optional.empty();
  }

  private Optional<EngineClient> client(String address) {
    URI url;
    try {
      url = URI.create(address);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    boolean tls = "https".equals(url.getScheme());
    if (url.getRawAuthority() == null || (secure && !tls) || clients.size() > MOST_ORIGINS) {
      return Optional.empty();
    }
    String base = (tls ? "https://" : "http://") + url.getRawAuthority();
    try {
      return Optional.of(clients.computeIfAbsent(base, key -> opener.apply(URI.create(key))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    clients.values().forEach(EngineClient::close);
  }
}

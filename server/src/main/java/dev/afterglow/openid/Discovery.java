package dev.afterglow.openid;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a provider says about itself (OpenID Connect Discovery 1.0), read when it is first needed
 * and now and then again. Safe for use by many threads.
 */
final class Discovery {
  private static final System.Logger LOG = System.getLogger(Discovery.class.getName());
  private static final String PATH = "/.well-known/openid-configuration";
  private static final Duration FRESH = Duration.ofHours(1);

  private final String name;
  private final Issuer issuer;
  private final InstantSource time;
  private volatile Optional<Read> last = Optional.empty();

  /**
   * What is known of a provider.
   *
   * @param keys where the keys are that it signs with
   * @param userInfo where more is told of whoever signed in
   * @param algorithms that it signs tokens with, as far as it says
   * @param secretInBody whether it wants the client's secret in the form and not in a header
   * @param namesItself whether it always says who it is when it sends a browser back (RFC 9207)
   */
  record Provider(
      String authorization,
      String token,
      String keys,
      Optional<String> userInfo,
      Set<String> algorithms,
      boolean secretInBody,
      boolean namesItself) {}

  private record Read(Provider provider, Instant at) {}

  Discovery(String name, Issuer issuer, InstantSource time) {
    this.name = name;
    this.issuer = issuer;
    this.time = time;
  }

  /** The provider; empty if it has never been reached. */
  Optional<Provider> provider() {
    Optional<Read> known = last;
    Instant now = time.instant();
    if (known.isPresent() && now.isBefore(known.get().at().plus(FRESH))) {
      return known.map(Read::provider);
    }
    Optional<Read> read =
        issuer
            .get(name.replaceFirst("/$", "") + PATH, Optional.empty())
            .flatMap(this::provider)
            .map(provider -> new Read(provider, now));
    if (read.isPresent()) {
      last = read;
      return read.map(Read::provider);
    }
    return known.map(Read::provider);
  }

  /** Whoever answers for another name than the one that was asked for is not believed. */
  private Optional<Provider> provider(JsonNode document) {
    Optional<String> authorization = text(document, "authorization_endpoint");
    Optional<String> token = text(document, "token_endpoint");
    Optional<String> keys = text(document, "jwks_uri");
    if (!text(document, "issuer").equals(Optional.of(name))
        || authorization.isEmpty()
        || token.isEmpty()
        || keys.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "what is found at {0} is not the description of an OpenID provider of this name",
          name);
      return Optional.empty();
    }
    Set<String> methods = words(document, "token_endpoint_auth_methods_supported");
    return Optional.of(
        new Provider(
            authorization.get(),
            token.get(),
            keys.get(),
            text(document, "userinfo_endpoint"),
            words(document, "id_token_signing_alg_values_supported"),
            !methods.isEmpty()
                && !methods.contains("client_secret_basic")
                && methods.contains("client_secret_post"),
            document.path("authorization_response_iss_parameter_supported").asBoolean(false)));
  }

  private static Optional<String> text(JsonNode document, String member) {
    return document.path(member).asStringOpt().filter(value -> !value.isEmpty());
  }

  private static Set<String> words(JsonNode document, String member) {
    return document
        .path(member)
        .valueStream()
        .map(word -> word.asString(""))
        .collect(Collectors.toUnmodifiableSet());
  }
}

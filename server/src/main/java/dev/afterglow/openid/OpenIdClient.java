package dev.afterglow.openid;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The one provider that people may sign in with: sends them there, and says who came back. Nothing
 * is kept between the two but what the browser has. Safe for use by many threads; calls take as
 * long as the provider does, within bounds.
 */
public final class OpenIdClient implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(OpenIdClient.class.getName());

  private final Registration registration;
  private final Issuer issuer;
  private final Discovery discovery;
  private final IdTokens tokens;

  /**
   * @param issuer the way to the provider; closed together with this client
   */
  public OpenIdClient(Registration registration, Issuer issuer, InstantSource time) {
    this.registration = registration;
    this.issuer = issuer;
    this.discovery = new Discovery(registration.issuer(), issuer, time);
    this.tokens =
        new IdTokens(
            registration,
            time,
            () ->
                discovery
                    .provider()
                    .flatMap(provider -> issuer.get(provider.keys(), Optional.empty())));
  }

  /**
   * Where a browser is sent to sign in; empty if the provider cannot be reached.
   *
   * @param redirect where the provider sends it back to, as it is registered there
   */
  public Optional<String> authorization(Handshake handshake, String redirect) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", registration.clientId());
    query.put("redirect_uri", redirect);
    query.put("scope", "openid email");
    query.put("state", handshake.state());
    query.put("nonce", handshake.nonce());
    query.put("code_challenge", handshake.challenge());
    query.put("code_challenge_method", "S256");
    return discovery
        .provider()
        .map(Discovery.Provider::authorization)
        .map(page -> page + (page.indexOf('?') < 0 ? "?" : "&") + form(query));
  }

  /**
   * Who came back with a code.
   *
   * @param handshake of the browser that came back, whose state was compared
   * @param from who the provider says it is (RFC 9207), where it says that
   * @param redirect the same as before
   */
  public Arrival arrival(Handshake handshake, String code, Optional<String> from, String redirect) {
    Optional<Discovery.Provider> found = discovery.provider();
    if (found.isEmpty()) {
      return new Arrival.Refused(true);
    }
    Discovery.Provider provider = found.get();
    boolean another = from.filter(name -> !name.equals(registration.issuer())).isPresent();
    if (another || (provider.namesItself() && from.isEmpty())) {
      return refused("the answer is another provider's");
    }
    Optional<JsonNode> answer =
        issuer.post(
            provider.token(),
            form(request(handshake, code, redirect, provider)),
            authorization(provider));
    if (answer.isEmpty()) {
      return new Arrival.Refused(true);
    }
    return known(handshake, provider, answer.get());
  }

  private Arrival known(Handshake handshake, Discovery.Provider provider, JsonNode answer) {
    JWTClaimsSet claims;
    try {
      claims =
          tokens.read(
              answer.path("id_token").asString(""), handshake.nonce(), provider.algorithms());
    } catch (IdTokens.Unacceptable e) {
      return refused(String.valueOf(e.getMessage()));
    }
    Map<String, Object> said = new LinkedHashMap<>(claims.getClaims());
    if (!said.containsKey("email")) {
      more(claims.getSubject(), provider, answer).ifPresent(said::putAll);
    }
    return new Arrival.Known(
        new Identity(
            registration.issuer(),
            claims.getSubject(),
            text(said, "email")
                .filter(_ -> isTrue(said.get("email_verified")))
                .map(email -> email.strip().toLowerCase(Locale.ROOT))));
  }

  /** Some providers keep the token short; what they add must be about the same person. */
  private Optional<Map<String, Object>> more(
      String subject, Discovery.Provider provider, JsonNode answer) {
    Optional<String> access = answer.path("access_token").asStringOpt();
    if (provider.userInfo().isEmpty() || access.isEmpty()) {
      return Optional.empty();
    }
    return issuer
        .get(provider.userInfo().get(), access)
        .filter(told -> told.path("sub").asString("").equals(subject))
        .map(OpenIdClient::claims);
  }

  private static Map<String, Object> claims(JsonNode told) {
    Map<String, Object> claims = new LinkedHashMap<>();
    for (String name : new String[] {"email", "email_verified"}) {
      JsonNode value = told.path(name);
      if (value.isBoolean()) {
        claims.put(name, value.asBoolean());
      } else {
        value.asStringOpt().ifPresent(text -> claims.put(name, text));
      }
    }
    return claims;
  }

  /** Some providers write the truth as text. */
  private static boolean isTrue(@Nullable Object value) {
    return Boolean.TRUE.equals(value) || "true".equals(value);
  }

  private static Optional<String> text(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  private Map<String, String> request(
      Handshake handshake, String code, String redirect, Discovery.Provider provider) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirect);
    form.put("code_verifier", handshake.verifier());
    if (registration.secret().isEmpty() || provider.secretInBody()) {
      form.put("client_id", registration.clientId());
      registration.secret().ifPresent(secret -> form.put("client_secret", secret));
    }
    return form;
  }

  /** RFC 6749, 2.3.1: both parts are escaped like a form before they are joined. */
  private Optional<String> authorization(Discovery.Provider provider) {
    return registration
        .secret()
        .filter(_ -> !provider.secretInBody())
        .map(secret -> escaped(registration.clientId()) + ":" + escaped(secret))
        .map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> escaped(field.getKey()) + "=" + escaped(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static Arrival refused(String why) {
    LOG.log(System.Logger.Level.WARNING, "a sign-in by OpenID was refused: {0}", why);
    return new Arrival.Refused(false);
  }

  @Override
  public void close() {
    issuer.close();
  }
}

package dev.afterglow.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks whether an ID token is the provider's own, for us, for this sign-in and for now (OpenID
 * Connect Core 1.0, 3.1.3.7). The provider's keys are read again when a token names one that is not
 * known yet. Safe for use by many threads.
 */
final class IdTokens {
  /** By how much the provider's clock may differ from ours. */
  static final Duration SKEW = Duration.ofSeconds(60);

  private static final Duration KEYS_FRESH = Duration.ofMinutes(5);
  private static final Duration KEYS_WAIT = Duration.ofSeconds(20);

  /** Keys of both kinds that the JDK knows; never a secret that both sides have, never none. */
  private static final Map<String, JWSAlgorithm> ALGORITHMS =
      Set.of(
              JWSAlgorithm.RS256,
              JWSAlgorithm.RS384,
              JWSAlgorithm.RS512,
              JWSAlgorithm.PS256,
              JWSAlgorithm.PS384,
              JWSAlgorithm.PS512,
              JWSAlgorithm.ES256,
              JWSAlgorithm.ES384,
              JWSAlgorithm.ES512)
          .stream()
          .collect(Collectors.toUnmodifiableMap(JWSAlgorithm::getName, one -> one));

  private final Registration registration;
  private final InstantSource time;
  private final JWKSource<SecurityContext> keys;

  /**
   * @param keySet reads the provider's key set; empty if it cannot be read
   */
  IdTokens(Registration registration, InstantSource time, Supplier<Optional<JsonNode>> keySet) {
    this.registration = registration;
    this.time = time;
    this.keys =
        JWKSourceBuilder.create(new KeySets(keySet))
            .cache(KEYS_FRESH.toMillis(), KEYS_WAIT.toMillis())
            .refreshAheadCache(false)
            .build();
  }

  /**
   * What the token says.
   *
   * @param algorithms those that the provider says it uses; empty if it says nothing
   * @throws Unacceptable if it is not acceptable
   */
  JWTClaimsSet read(String token, String nonce, Set<String> algorithms) throws Unacceptable {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(among(algorithms), keys));
    processor.setJWTClaimsSetVerifier(new Claims(registration, nonce, time));
    try {
      return processor.process(token, null);
    } catch (ParseException | BadJOSEException | JOSEException e) {
      throw new Unacceptable(String.valueOf(e.getMessage()), e);
    }
  }

  private static Set<JWSAlgorithm> among(Set<String> named) {
    Set<JWSAlgorithm> both =
        named.stream()
            .filter(ALGORITHMS::containsKey)
            .map(ALGORITHMS::get)
            .collect(Collectors.toUnmodifiableSet());
    return both.isEmpty() ? Set.copyOf(ALGORITHMS.values()) : both;
  }

  /** Why a token proves nothing. */
  static final class Unacceptable extends Exception {
    private static final long serialVersionUID = 1;

    Unacceptable(String why, @Nullable Throwable cause) {
      super(why, cause);
    }
  }

  /** The claims that every token has to make. */
  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final Registration registration;
    private final InstantSource time;

    Claims(Registration registration, String nonce, InstantSource time) {
      super(
          registration.clientId(),
          new JWTClaimsSet.Builder().issuer(registration.issuer()).claim("nonce", nonce).build(),
          Set.of("sub", "exp", "iat"));
      this.registration = registration;
      this.time = time;
      setMaxClockSkew((int) SKEW.toSeconds());
    }

    @Override
    protected Date currentTime() {
      return Date.from(time.instant());
    }

    @Override
    public void verify(JWTClaimsSet claims, @Nullable SecurityContext context)
        throws BadJWTException {
      super.verify(claims, context);
      Date issued = claims.getIssueTime();
      if (issued == null
          || issued.toInstant().isAfter(time.instant().plus(SKEW))
          || claims.getExpirationTime() == null) {
        throw new BadJWTException("without its times, or issued in the future");
      }
      Object party = claims.getClaim("azp");
      boolean ours = party == null || party.equals(registration.clientId());
      if (!ours || (party == null && claims.getAudience().size() > 1)) {
        throw new BadJWTException("issued to another party");
      }
      String subject = claims.getSubject();
      if (subject == null || subject.isEmpty()) {
        throw new BadJWTException("about nobody");
      }
    }
  }

  /** The provider's key set, read whenever it is asked for. */
  private record KeySets(Supplier<Optional<JsonNode>> reader)
      implements JWKSetSource<SecurityContext> {
    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      JsonNode document =
          reader.get().orElseThrow(() -> new JWKSetUnavailableException("no key set came"));
      try {
        return JWKSet.parse(document.toString());
      } catch (ParseException e) {
        throw new JWKSetUnavailableException("the key set cannot be read", e);
      }
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}

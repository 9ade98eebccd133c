package dev.afterglow.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.afterglow.net.Authorities;
import dev.afterglow.net.Reply;
import dev.afterglow.net.SystemResolver;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Signing in with a provider that keeps to the protocol, and with one that does not. */
final class OpenIdClientTest {
  private static final String BACK = "http://127.0.0.1:8080/console/openid";
  private static final Arrival NOBODY = new Arrival.Refused(false);
  private static final Arrival LATER = new Arrival.Refused(true);

  private final SystemResolver resolver = new SystemResolver();
  private final AtomicInteger secrets = new AtomicInteger();
  private ScriptedIssuer provider;
  private OpenIdClient client;

  @BeforeEach
  void start() throws Exception {
    provider = ScriptedIssuer.start();
    client = client(provider.name(), Optional.of(ScriptedIssuer.SECRET));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    provider.close();
    resolver.close();
  }

  private OpenIdClient client(String issuer, Optional<String> secret) {
    return new OpenIdClient(
        new Registration(issuer, ScriptedIssuer.CLIENT, secret),
        new Issuer(issuer, resolver, Authorities.platform(), "test"),
        InstantSource.system());
  }

  private Handshake handshake() {
    return new Handshake("a secret of this browser " + secrets.incrementAndGet());
  }

  /** Mia signs in, and this is what comes of it. */
  private Arrival arrival() {
    return arrival(handshake());
  }

  private Arrival arrival(Handshake handshake) {
    String page = client.authorization(handshake, BACK).orElseThrow();
    return client.arrival(handshake, code(provider.agreed(page, "mia")), Optional.empty(), BACK);
  }

  private static String code(String back) {
    return back.replaceFirst(".*[?&]code=([^&]*).*", "$1");
  }

  private static Arrival mia(String issuer) {
    return new Arrival.Known(new Identity(issuer, "mia", Optional.of("mia@example.com")));
  }

  @Test
  void personWhomTheProviderVouchesForIsKnown() {
    assertEquals(mia(provider.name()), arrival());
    String asked = provider.upstream().requests("POST /token").getFirst().text();
    assertTrue(asked.contains("code_verifier="), asked);
    assertTrue(!asked.contains("client_secret"), "the secret goes into the header");
  }

  @Test
  void browserIsSentWithStateNonceAndChallenge() {
    Handshake handshake = handshake();
    String page = client.authorization(handshake, BACK).orElseThrow();
    for (String part :
        List.of(
            "response_type=code",
            "client_id=afterglow+client",
            "scope=openid+email",
            "state=" + handshake.state(),
            "nonce=" + handshake.nonce(),
            "code_challenge=" + handshake.challenge(),
            "code_challenge_method=S256")) {
      assertTrue(page.contains(part), page);
    }
    String others = handshake().state();
    assertNotEquals(others, handshake.state());
    assertTrue(handshake.began(handshake.state()));
    assertTrue(!handshake.began(others));
  }

  @Test
  void secretGoesIntoTheFormWhereTheProviderWantsItThere() {
    provider.saying("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
    assertEquals(mia(provider.name()), arrival());
    assertTrue(
        provider.upstream().requests("POST /token").getFirst().header("Authorization").isEmpty());
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        lie("another audience", said -> said.audience("somebody else")),
        lie("no audience", said -> said.audience((String) null)),
        lie(
            "several audiences and no party",
            said -> said.audience(List.of(ScriptedIssuer.CLIENT, "somebody else"))),
        lie(
            "another party",
            said ->
                said.audience(List.of(ScriptedIssuer.CLIENT, "somebody else"))
                    .claim("azp", "somebody else")),
        lie("another issuer", said -> said.issuer("https://evil.example")),
        lie("no issuer", said -> said.issuer(null)),
        lie("another nonce", said -> said.claim("nonce", "a nonce of yesterday")),
        lie("no nonce", said -> said.claim("nonce", null)),
        lie("expired", said -> said.expirationTime(Date.from(Instant.now().minusSeconds(120)))),
        lie("without an end", said -> said.expirationTime(null)),
        lie("not valid yet", said -> said.notBeforeTime(Date.from(Instant.now().plusSeconds(600)))),
        lie("of the future", said -> said.issueTime(Date.from(Instant.now().plusSeconds(600)))),
        lie("without a time", said -> said.issueTime(null)),
        lie("about nobody", said -> said.subject(null)),
        lie("about an empty name", said -> said.subject("")));
  }

  private static Arguments lie(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void tokenThatSaysAnythingElseProvesNothing(
      String name, UnaryOperator<JWTClaimsSet.Builder> change) {
    provider.telling(change);
    assertEquals(NOBODY, arrival(), name);
  }

  @Test
  void clocksMayDifferByAMinute() {
    provider.telling(said ->
        said.expirationTime(Date.from(Instant.now().minusSeconds(30)))
            .issueTime(Date.from(Instant.now().plusSeconds(30))));
    assertEquals(mia(provider.name()), arrival());
  }

  @Test
  void tokenThatNobodySignedProvesNothing() {
    provider.signing(ScriptedIssuer::unsigned);
    assertEquals(NOBODY, arrival());
  }

  @Test
  void tokenSignedByAnotherKeyOfTheSameNameProvesNothing() throws Exception {
    RSAKey other = new RSAKeyGenerator(2048).keyID("key-1").generate();
    provider.signing(said -> ScriptedIssuer.signedBy(other, said));
    assertEquals(NOBODY, arrival());
  }

  @Test
  void publicKeyIsNoSecretToSignWith() {
    provider.signing(provider::signedByThePublicKey);
    assertEquals(NOBODY, arrival());
  }

  @Test
  void textThatIsNoTokenProvesNothing() {
    for (String text : List.of("", "a.b.c", "x".repeat(10_000))) {
      provider.signing(_ -> text);
      assertEquals(NOBODY, arrival(), text);
    }
  }

  @Test
  void tokenOfAnEarlierSignInProvesNothing() {
    arrival();
    String old = provider.tokens().getFirst();
    provider.signing(_ -> old);
    assertEquals(NOBODY, arrival());
  }

  @Test
  void keysAreReadAgainWhenTheProviderHasNewOnes() throws Exception {
    assertEquals(mia(provider.name()), arrival());
    provider.rotate();
    assertEquals(mia(provider.name()), arrival());
  }

  @Test
  void codeOfAnotherBrowserIsRefusedByTheProvider() {
    Handshake mine = handshake();
    Handshake theirs = handshake();
    String page = client.authorization(theirs, BACK).orElseThrow();
    String code = code(provider.agreed(page, "mia"));
    assertEquals(LATER, client.arrival(mine, code, Optional.empty(), BACK));
  }

  @Test
  void answerOfAnotherProviderIsRefused() {
    Handshake handshake = handshake();
    String page = client.authorization(handshake, BACK).orElseThrow();
    String code = code(provider.agreed(page, "mia"));
    assertEquals(
        NOBODY, client.arrival(handshake, code, Optional.of("https://evil.example"), BACK));
    assertTrue(provider.upstream().requests("POST /token").isEmpty(), "the code goes nowhere");
  }

  @Test
  void providerThatAlwaysNamesItselfHasToDoSo() {
    provider.saying("authorization_response_iss_parameter_supported", true);
    assertEquals(NOBODY, arrival());
    Handshake handshake = handshake();
    String page = client.authorization(handshake, BACK).orElseThrow();
    String code = code(provider.agreed(page, "mia"));
    assertEquals(
        mia(provider.name()), client.arrival(handshake, code, Optional.of(provider.name()), BACK));
  }

  @Test
  void descriptionOfAnotherProviderIsNotBelieved() {
    provider.described("https://evil.example");
    assertEquals(Optional.empty(), client.authorization(handshake(), BACK));
  }

  @Test
  void providerThatGivesNoUsableAnswerMayGiveOneLater() {
    String path = "GET /.well-known/openid-configuration";
    for (Reply nothing :
        List.of(
            Reply.status(500),
            Reply.json(200, "[]"),
            Reply.json(200, "{"),
            Reply.redirect(302, "https://evil.example/"),
            Reply.bytes(200, new byte[2 << 20]))) {
      provider.upstream().forget(path).on(path, nothing);
      assertEquals(Optional.empty(), client.authorization(handshake(), BACK));
    }
    provider.described(provider.name());
    assertEquals(mia(provider.name()), arrival());
    provider.upstream().forget("POST /token").on("POST /token", Reply.status(503));
    assertEquals(LATER, arrival());
  }

  @Test
  void wrongSecretLetsNobodyIn() {
    client.close();
    client = client(provider.name(), Optional.of("another secret"));
    assertEquals(LATER, arrival());
  }

  @Test
  void addressCountsOnlyIfTheProviderHasVerifiedIt() {
    Arrival without = new Arrival.Known(new Identity(provider.name(), "mia", Optional.empty()));
    for (Object said : new Object[] {false, "false", "yes", 1}) {
      provider.telling(claims -> claims.claim("email_verified", said));
      assertEquals(without, arrival(), String.valueOf(said));
    }
    provider.telling(claims -> claims.claim("email_verified", null));
    assertEquals(without, arrival());
    provider.telling(
        claims -> claims.claim("email_verified", "true").claim("email", "Mia@Example.com"));
    assertEquals(mia(provider.name()), arrival());
  }

  @Test
  void whatTheTokenLeavesOutIsAskedForAndMustBeAboutTheSamePerson() {
    provider.telling(said -> said.claim("email", null).claim("email_verified", null));
    provider
        .upstream()
        .on(
            "GET /me",
            Reply.json(
                200, "{\"sub\":\"mia\",\"email\":\"mia@example.com\",\"email_verified\":true}"),
            Reply.json(
                200, "{\"sub\":\"ben\",\"email\":\"mia@example.com\",\"email_verified\":true}"));
    assertEquals(mia(provider.name()), arrival());
    assertEquals(
        "Bearer access",
        provider.upstream().requests("GET /me").getFirst().header("Authorization"));
    assertEquals(
        new Arrival.Known(new Identity(provider.name(), "mia", Optional.empty())), arrival());
  }

  @Test
  void providerBehindTlsCannotSendUsToAnAddressWithoutIt() throws Exception {
    String plain = provider.upstream().url() + "/keys";
    try (Issuer behindTls =
        new Issuer("https://id.example.com", resolver, Authorities.platform(), "test")) {
      assertEquals(Optional.empty(), behindTls.get(plain, Optional.empty()));
    }
    assertTrue(provider.upstream().requests("GET /keys").isEmpty());
    assertEquals("http", URI.create(plain).getScheme());
  }
}

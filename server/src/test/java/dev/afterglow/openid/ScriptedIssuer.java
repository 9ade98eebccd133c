package dev.afterglow.openid;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID provider on a loopback socket that keeps to the letter of the protocol - codes that
 * work once, PKCE, the client's secret - until a test has it lie.
 */
public final class ScriptedIssuer implements AutoCloseable {
  /** What it knows this server by. */
  public static final String CLIENT = "afterglow client";

  /** What it shares with this server. */
  public static final String SECRET = "a secret: with + and %";

  private static final String TOKEN = "POST /token";

  private final ScriptedUpstream upstream;
  private final String address;
  private final List<RSAKey> keys = new ArrayList<>();
  private final AtomicInteger keyNumber = new AtomicInteger();
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private final List<String> tokens = new ArrayList<>();
  private UnaryOperator<JWTClaimsSet.Builder> claims = builder -> builder;
  private Signer signer = this::signed;
  private final Map<String, Object> more = new HashMap<>();

  /** Makes a token of what it says. */
  public interface Signer {
    String sign(JWTClaimsSet claims) throws JOSEException;
  }

  private ScriptedIssuer(ScriptedUpstream upstream, String host) {
    this.upstream = upstream;
    this.address = upstream.url().getScheme() + "://" + host + ":" + upstream.port();
  }

  public static ScriptedIssuer start() throws Exception {
    return start("127.0.0.1");
  }

  /**
   * @param host what it calls itself; another site to browsers if it is {@code localhost}
   */
  public static ScriptedIssuer start(String host) throws Exception {
    ScriptedIssuer issuer = new ScriptedIssuer(ScriptedUpstream.start(), host);
    issuer.rotate();
    issuer.described(issuer.name());
    issuer.upstream.on("GET /keys", _ -> Reply.json(200, issuer.keySet()));
    issuer.upstream.on(TOKEN, request -> issuer.token(request));
    return issuer;
  }

  /** Its name, which is its address. */
  public String name() {
    return address;
  }

  /** Lets every browser in as this person, without asking. */
  public ScriptedIssuer agreeing(String subject) {
    upstream.on(
        "GET /authorize",
        request -> Reply.redirect(302, agreed(address + request.path(), subject)));
    return this;
  }

  /** Says from now on that this is its name. */
  public ScriptedIssuer described(String name) {
    Map<String, Object> document = new HashMap<>();
    document.put("issuer", name);
    document.put("authorization_endpoint", address + "/authorize");
    document.put("token_endpoint", address + "/token");
    document.put("userinfo_endpoint", address + "/me");
    document.put("jwks_uri", address + "/keys");
    document.putAll(more);
    String path = "GET /.well-known/openid-configuration";
    upstream.forget(path).on(path, Reply.json(200, json(document)));
    return this;
  }

  /** Says something more, or something else, about itself. */
  public ScriptedIssuer saying(String member, Object value) {
    more.put(member, value);
    return described(name());
  }

  /** Signs with a new key from now on, and shows the old ones no more. */
  public ScriptedIssuer rotate() throws JOSEException {
    keys.clear();
    keys.add(new RSAKeyGenerator(2048).keyID("key-" + keyNumber.incrementAndGet()).generate());
    return this;
  }

  /** Changes what its tokens say. */
  public ScriptedIssuer telling(UnaryOperator<JWTClaimsSet.Builder> change) {
    claims = change;
    return this;
  }

  /** Signs its tokens so from now on. */
  public ScriptedIssuer signing(Signer other) {
    signer = other;
    return this;
  }

  /** Signs with the key that it shows. */
  public String signed(JWTClaimsSet said) throws JOSEException {
    return signedBy(keys.getFirst(), said);
  }

  /** Signs with any key. */
  public static String signedBy(RSAKey key, JWTClaimsSet said) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build(),
            said);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  /** Signs with nothing. */
  public static String unsigned(JWTClaimsSet said) {
    return new PlainJWT(said).serialize();
  }

  /** Signs with its public key as if that were a secret, which careless clients believe. */
  public String signedByThePublicKey(JWTClaimsSet said) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keys.getFirst().getKeyID()).build(),
            said);
    token.sign(new MACSigner(keys.getFirst().toPublicJWK().toJSONString().getBytes(UTF_8)));
    return token.serialize();
  }

  /** Every token that it has given out. */
  public List<String> tokens() {
    return List.copyOf(tokens);
  }

  /** What it was asked. */
  public ScriptedUpstream upstream() {
    return upstream;
  }

  /** A person signs in on its page: where the browser is sent back to. */
  public String agreed(String authorization, String subject) {
    Map<String, String> query = query(URI.create(authorization).getRawQuery());
    String code = "code-" + codes.size() + "-" + subject;
    query.put("subject", subject);
    codes.put(code, query);
    return query.get("redirect_uri")
        + "?code="
        + URLEncoder.encode(code, UTF_8)
        + "&state="
        + URLEncoder.encode(query.get("state"), UTF_8);
  }

  private Reply token(ScriptedUpstream.Request request) {
    Map<String, String> form = query(request.text());
    Map<String, String> began = codes.remove(form.getOrDefault("code", ""));
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (URLEncoder.encode(CLIENT, UTF_8) + ":" + URLEncoder.encode(SECRET, UTF_8))
                        .getBytes(UTF_8));
    boolean known =
        request.header("Authorization").equals(basic) || SECRET.equals(form.get("client_secret"));
    if (!known) {
      return Reply.json(401, "{\"error\":\"invalid_client\"}");
    }
    if (began == null
        || !challenge(form.getOrDefault("code_verifier", "")).equals(began.get("code_challenge"))
        || !began.get("redirect_uri").equals(form.get("redirect_uri"))) {
      return Reply.json(400, "{\"error\":\"invalid_grant\"}");
    }
    Instant now = Instant.now();
    JWTClaimsSet.Builder said =
        new JWTClaimsSet.Builder()
            .issuer(name())
            .audience(CLIENT)
            .subject(began.get("subject"))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)))
            .claim("nonce", began.get("nonce"))
            .claim("email", began.get("subject") + "@example.com")
            .claim("email_verified", true);
    try {
      String token = signer.sign(claims.apply(said).build());
      tokens.add(token);
      return Reply.json(
          200, json(Map.of("access_token", "access", "token_type", "Bearer", "id_token", token)));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String challenge(String verifier) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private String keySet() {
    return new JWKSet(List.copyOf(keys)).toString(true);
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      query.put(
          URLDecoder.decode(pair.substring(0, equals), UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return query;
  }

  private static String json(Map<String, Object> value) {
    return JsonMapper.shared().writeValueAsString(value);
  }

  @Override
  public void close() throws IOException {
    upstream.close();
  }
}

package dev.afterglow.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What server and operator both know, and nobody else: 256 random bits as 43 characters of
 * base64url. The operator shows it as a bearer token, but only to a server that has proved that it
 * knows it: with an HMAC-SHA256 (RFC 2104) over a number that the operator has just drawn.
 */
record AdminSecret(String text) {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** Keeps a proof from meaning anything else that this secret may ever sign. */
  private static final String PURPOSE = "afterglow admin server\n";

  AdminSecret {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not 43 characters of base64url");
    }
  }

  /** A new one. */
  static AdminSecret draw(SecureRandom random) {
    return new AdminSecret(challenge(random));
  }

  /** A number that no server can have seen before. */
  static String challenge(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether a text has the form of a challenge. */
  static boolean isChallenge(String text) {
    return FORM.matcher(text).matches();
  }

  /** The server's answer to a challenge. */
  String proof(String challenge) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(text.getBytes(UTF_8), "HmacSHA256"));
      byte[] signed = mac.doFinal((PURPOSE + challenge).getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HmacSHA256", e);
    }
  }

  /** Whether a proof is the one for this challenge. */
  boolean proves(String challenge, String proof) {
    return MessageDigest.isEqual(proof(challenge).getBytes(UTF_8), proof.getBytes(UTF_8));
  }

  /** What the operator sends once the server has proved itself. */
  String authorization() {
    return "Bearer " + text;
  }

  /** Whether the lines of an {@code Authorization} header are this secret's. */
  boolean authorizes(List<String> lines) {
    return lines.size() == 1
        && MessageDigest.isEqual(authorization().getBytes(UTF_8), lines.getFirst().getBytes(UTF_8));
  }

  /** Never the secret: a record in a log line must not give it away. */
  @Override
  public String toString() {
    return "AdminSecret[]";
  }
}

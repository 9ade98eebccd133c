package dev.afterglow.openid;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * One sign-in under way. Everything that has to be unpredictable follows from one secret that only
 * the browser has which began it, so that nothing is kept here and no other browser can end it.
 *
 * @param secret at least 256 random bits, and whatever else belongs to this sign-in
 */
public record Handshake(String secret) {
  /** What the provider sends back with the browser, so that it is the browser that was sent. */
  public String state() {
    return derived("state");
  }

  /** What the provider puts into the token, so that it was made for this sign-in. */
  String nonce() {
    return derived("nonce");
  }

  /** What proves to the provider that whoever has the code has begun the sign-in (RFC 7636). */
  String verifier() {
    return derived("verifier");
  }

  /** The verifier's hash, which is told first. */
  String challenge() {
    return hash(verifier());
  }

  /** Whether this is the state of this sign-in; takes as long for every other one. */
  public boolean began(String state) {
    return MessageDigest.isEqual(state().getBytes(UTF_8), state.getBytes(UTF_8));
  }

  private String derived(String purpose) {
    return hash("afterglow openid " + purpose + "\n" + secret);
  }

  private static String hash(String text) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Without the secret, which must not get into a log. */
  @Override
  public String toString() {
    return "Handshake[]";
  }
}

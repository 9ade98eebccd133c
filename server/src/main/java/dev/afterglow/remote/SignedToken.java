package dev.afterglow.remote;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes JSON Web Tokens (RFC 7519) for vendors that want their callers to sign them. */
public final class SignedToken {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private SignedToken() {}

  /** A token signed with a shared secret (RFC 7518, 3.2). */
  public static String hs256(ObjectNode claims, String secret) {
    String content = content(head("HS256"), claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return content + "." + BASE64URL.encodeToString(mac.doFinal(ascii(content)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /**
   * A token signed with an RSA key (RFC 7518, 3.3).
   *
   * @param keyId which of the signer's keys it is
   * @throws IllegalArgumentException if the key cannot sign
   */
  public static String rs256(ObjectNode claims, String keyId, PrivateKey key) {
    String content = content(head("RS256").put("kid", keyId), claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(ascii(content));
      return content + "." + BASE64URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the private key cannot sign", e);
    }
  }

  private static ObjectNode head(String algorithm) {
    return JsonNodeFactory.instance.objectNode().put("alg", algorithm).put("typ", "JWT");
  }

  private static String content(ObjectNode head, ObjectNode claims) {
    return encoded(head) + "." + encoded(claims);
  }

  private static String encoded(ObjectNode part) {
    return BASE64URL.encodeToString(part.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] ascii(String content) {
    return content.getBytes(StandardCharsets.US_ASCII);
  }
}

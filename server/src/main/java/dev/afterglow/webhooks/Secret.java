package dev.afterglow.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;

/** What an endpoint's messages are signed with. */
final class Secret {
  private static final String PREFIX = "whsec_";

  /** The last of base64's characters here is padding. */
  private static final int SHOWN = 5;

  private final byte[] bytes;

  Secret(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** As its owner gets it: {@code whsec_} and base64. */
  String text() {
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /** Its last characters behind its prefix, for people. */
  String hint() {
    String text = text();
    return PREFIX + "..." + text.substring(text.length() - SHOWN);
  }

  /**
   * One entry of {@code webhook-signature}: {@code v1,} and the HMAC-SHA256 of id, time and body
   * with full stops between them, in base64 (Standard Webhooks 1.0.0).
   */
  String signature(String messageId, long unixSeconds, byte[] body) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((messageId + "." + unixSeconds + ".").getBytes(UTF_8));
    signed.writeBytes(body);
    return "v1," + Base64.getEncoder().encodeToString(SigningKey.hmac(bytes, signed.toByteArray()));
  }

  /** Never the secret itself. */
  @Override
  public String toString() {
    return PREFIX + "***";
  }
}

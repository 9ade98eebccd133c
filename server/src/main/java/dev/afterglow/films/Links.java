package dev.afterglow.films;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links to films that work without a key and die on time: HMAC-SHA256 (RFC 2104) over the exact
 * path and the expiry, compared in constant time.
 */
public final class Links {
  /** Keeps these signatures apart from any other use of the same key. */
  private static final String PURPOSE = "afterglow link 1";

  private static final String PREFIX = "/v/";
  private static final String SUFFIX = ".mp4";

  private final LinkKeys keys;
  private final InstantSource time;

  public Links(LinkKeys keys, InstantSource time) {
    this.keys = keys;
    this.time = time;
  }

  /** What a link turned out to be. */
  public enum Verdict {
    GOOD,
    /** Signed by us, and past its time. */
    EXPIRED,
    /** Not signed by us. */
    FORGED
  }

  /**
   * The path and query of a link that works before the given moment and not from then on, such as
   * {@code /v/task_….mp4?e=1763174708000&s=…}. The public base URL goes before it.
   *
   * @param expiresAt counted in whole milliseconds
   */
  public String link(String taskId, Instant expiresAt) {
    String path = PREFIX + TaskName.require(taskId) + SUFFIX;
    String expiry = Long.toString(expiresAt.toEpochMilli());
    return path + "?e=" + expiry + "&s=" + signature(keys.signing(), path, expiry);
  }

  /** Judges the three parts of a link exactly as they came, undecoded. */
  Verdict judge(String path, String expiry, String signature) {
    // The text itself is compared: two texts of base64 can stand for the same bytes.
    byte[] given = signature.getBytes(StandardCharsets.UTF_8);
    boolean signed = false;
    for (byte[] key : keys.verifying()) {
      byte[] ours = signature(key, path, expiry).getBytes(StandardCharsets.UTF_8);
      signed |= MessageDigest.isEqual(ours, given);
    }
    if (!signed) {
      return Verdict.FORGED;
    }
    // A text that we have signed is a number.
    return time.millis() < Long.parseLong(expiry) ? Verdict.GOOD : Verdict.EXPIRED;
  }

  /** How long a link of ours still works, by the expiry that stands in it. */
  Duration left(String expiry) {
    return Duration.ofMillis(Math.max(0, Long.parseLong(expiry) - time.millis()));
  }

  private static String signature(byte[] key, String path, String expiry) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String text = PURPOSE + '\n' + path + '\n' + expiry;
      byte[] sum = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
    }
  }
}

package dev.afterglow.images;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an upload: when it came, and 160 random bits that nobody guesses, so that whoever
 * holds its link may use it.
 */
public record UploadId(String text) {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32
  private static final String PREFIX = "up_";
  private static final int TIME_DIGITS = 10;
  private static final int RANDOM_DIGITS = 32;
  private static final Pattern GRAMMAR = Pattern.compile("up_[0-7][0-9A-HJKMNP-TV-Z]{41}");

  public UploadId {
    if (!GRAMMAR.matcher(text).matches()) {
      throw new IllegalArgumentException("not an upload id");
    }
  }

  static UploadId fresh(Instant now, SecureRandom random) {
    StringBuilder text = new StringBuilder(PREFIX);
    for (int digit = TIME_DIGITS - 1; digit >= 0; digit--) {
      text.append(DIGITS.charAt((int) ((now.toEpochMilli() >>> (digit * 5)) & 31)));
    }
    for (int digit = 0; digit < RANDOM_DIGITS; digit++) {
      text.append(DIGITS.charAt(random.nextInt(32)));
    }
    return new UploadId(text.toString());
  }

  static Optional<UploadId> parse(String text) {
    return GRAMMAR.matcher(text).matches() ? Optional.of(new UploadId(text)) : Optional.empty();
  }

  Instant createdAt() {
    long millis = 0;
    for (char digit :
        text.substring(PREFIX.length(), PREFIX.length() + TIME_DIGITS).toCharArray()) {
      millis = (millis << 5) | DIGITS.indexOf(digit);
    }
    return Instant.ofEpochMilli(millis);
  }

  /** The last two characters are random, so that 1024 folders fill evenly. */
  String shard() {
    return text.substring(text.length() - 2);
  }
}

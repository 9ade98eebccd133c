package dev.afterglow.images;

import dev.afterglow.ids.Crockford32;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an upload: when it came, and 160 random bits that nobody guesses, so that whoever
 * holds its link may use it.
 */
public record UploadId(String text) {
  private static final String PREFIX = "up_";
  private static final int RANDOM_DIGITS = 32;
  private static final Pattern GRAMMAR = Pattern.compile("up_[0-7][0-9A-HJKMNP-TV-Z]{41}");

  public UploadId {
    if (!GRAMMAR.matcher(text).matches()) {
      throw new IllegalArgumentException("not an upload id");
    }
  }

  static UploadId fresh(Instant now, SecureRandom random) {
    StringBuilder text = new StringBuilder(PREFIX);
    Crockford32.append(text, now.toEpochMilli(), Crockford32.TIME_DIGITS);
    Crockford32.appendRandom(text, random, RANDOM_DIGITS);
    return new UploadId(text.toString());
  }

  static Optional<UploadId> parse(String text) {
    return GRAMMAR.matcher(text).matches() ? Optional.of(new UploadId(text)) : Optional.empty();
  }

  Instant createdAt() {
    int begin = PREFIX.length();
    return Instant.ofEpochMilli(
        Crockford32.value(text.substring(begin, begin + Crockford32.TIME_DIGITS)));
  }

  /** The last two characters are random, so that 1024 folders fill evenly. */
  String shard() {
    return text.substring(text.length() - 2);
  }
}

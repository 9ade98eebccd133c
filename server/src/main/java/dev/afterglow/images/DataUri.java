package dev.afterglow.images;

import dev.afterglow.images.Outcome.Fault;
import java.util.Base64;
import java.util.Locale;

/** An image inside the request itself: {@code data:image/png;base64,…} (RFC 2397). */
final class DataUri {
  private static final String SCHEME = "data:";
  private static final String ENCODING = ";base64";

  /** The scheme and media type are short; what follows them is bounded by the image's size. */
  private static final int MOST_HEAD = 200;

  private static final int MOST_BASE64 = (Rules.MOST_BYTES + 2) / 3 * 4;

  private DataUri() {}

  static boolean is(String reference) {
    return reference.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  static Outcome read(String reference) {
    int comma = reference.indexOf(',');
    if (comma < 0 || comma > MOST_HEAD || !encoded(reference.substring(0, comma))) {
      return new Outcome.Refused(Fault.UNREADABLE_DATA_URI);
    }
    if (reference.length() - comma - 1 > MOST_BASE64) {
      return new Outcome.Refused(Fault.TOO_MANY_BYTES);
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(reference.substring(comma + 1));
      return Rules.check(bytes, Fault.NOT_AN_IMAGE);
    } catch (IllegalArgumentException _) {
      return new Outcome.Refused(Fault.UNREADABLE_DATA_URI);
    }
  }

  private static boolean encoded(String head) {
    return head.toLowerCase(Locale.ROOT).endsWith(ENCODING);
  }
}

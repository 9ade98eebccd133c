package dev.afterglow.images;

import dev.afterglow.images.ImageOutcome.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * An image inside the request itself, {@code data:image/png;base64,…}, as browsers read it (WHATWG
 * Fetch, "data: URL processor"): percent-escapes are decoded, white space in base64 is nothing, and
 * padding may be missing.
 */
final class DataUri {
  private static final String SCHEME = "data:";
  private static final String ENCODING = "base64";

  /** The scheme and media type are short; what follows them is bounded by the image's size. */
  private static final int MOST_HEAD = 200;

  private static final int ESCAPE_CHARACTERS = 3;

  /** Every character may be an escape. */
  private static final int MOST_TEXT = (Rules.MOST_BYTES + 2) / 3 * 4 * ESCAPE_CHARACTERS;

  private DataUri() {}

  static boolean is(String reference) {
    return reference.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  static ImageOutcome read(String reference) {
    int comma = reference.indexOf(',');
    if (comma < 0 || comma > MOST_HEAD) {
      return new ImageOutcome.Refused(Fault.UNREADABLE_DATA_URI);
    }
    if (reference.length() - comma - 1 > MOST_TEXT) {
      return new ImageOutcome.Refused(Fault.TOO_MANY_BYTES);
    }
    byte[] text = unescaped(reference, comma + 1);
    if (!encoded(reference.substring(SCHEME.length(), comma))) {
      return Rules.check(text, Fault.UNREADABLE_DATA_URI);
    }
    return decoded(text)
        .map(bytes -> Rules.check(bytes, Fault.NOT_AN_IMAGE))
        .orElseGet(() -> new ImageOutcome.Refused(Fault.UNREADABLE_DATA_URI));
  }

  /** Whether the media type ends in {@code ;base64}, with blanks or without. */
  private static boolean encoded(String mediaType) {
    int semicolon = mediaType.lastIndexOf(';');
    return semicolon >= 0
        && mediaType.substring(semicolon + 1).strip().toLowerCase(Locale.ROOT).equals(ENCODING);
  }

  /** The bytes behind the comma; a {@code #} begins a fragment, which is no part of them. */
  private static byte[] unescaped(String reference, int from) {
    int fragment = reference.indexOf('#', from);
    byte[] bytes =
        reference
            .substring(from, fragment < 0 ? reference.length() : fragment)
            .getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int at = 0; at < bytes.length; at++) {
      int escaped = bytes[at] == '%' ? escaped(bytes, at) : -1;
      if (escaped >= 0) {
        bytes[length++] = (byte) escaped;
        at += ESCAPE_CHARACTERS - 1;
      } else {
        bytes[length++] = bytes[at];
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  private static int escaped(byte[] bytes, int at) {
    if (at + 2 >= bytes.length) {
      return -1;
    }
    int high = Character.digit(bytes[at + 1], 16);
    int low = Character.digit(bytes[at + 2], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static Optional<byte[]> decoded(byte[] text) {
    int length = 0;
    for (byte character : text) {
      if (!isSpace(character)) {
        text[length++] = character;
      }
    }
    try {
      return Optional.of(Base64.getDecoder().decode(Arrays.copyOf(text, length)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isSpace(byte character) {
    return character == ' '
        || character == '\t'
        || character == '\n'
        || character == '\f'
        || character == '\r';
  }
}

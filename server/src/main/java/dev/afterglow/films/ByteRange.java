package dev.afterglow.films;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reader of the {@code Range} header (RFC 9110 section 14.2). One range is honoured. Several at
 * once, other units and malformed text get the whole film, as the RFC allows: nobody who plays a
 * film needs several ranges in one answer, and a thousand of them cost a server dearly.
 */
final class ByteRange {
  private static final Pattern SINGLE =
      Pattern.compile("bytes=[ \t]*(\\d*)-(\\d*)[ \t]*", Pattern.CASE_INSENSITIVE);

  private ByteRange() {}

  /**
   * @param bytes the film's length, at least 1
   */
  static Selection select(String header, long bytes) {
    Matcher range = SINGLE.matcher(header);
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return new Selection.Whole();
    }
    return range.group(1).isEmpty()
        ? suffix(position(range.group(2)), bytes)
        : from(position(range.group(1)), range.group(2), bytes);
  }

  private static Selection suffix(long length, long bytes) {
    return length == 0
        ? new Selection.Unsatisfiable()
        : new Selection.Part(Math.max(0, bytes - length), bytes - 1);
  }

  private static Selection from(long first, String end, long bytes) {
    long last = end.isEmpty() ? Long.MAX_VALUE : position(end);
    if (last < first) {
      return new Selection.Whole(); // not a range at all
    }
    return first >= bytes
        ? new Selection.Unsatisfiable()
        : new Selection.Part(first, Math.min(last, bytes - 1));
  }

  /** Digits of any number; what no file can reach becomes the greatest long. */
  private static long position(String digits) {
    return digits.length() < 19
        ? Long.parseLong(digits)
        : new BigInteger(digits).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }
}

package dev.afterglow.films;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells one version of a film from another (RFC 9110 section 8.8).
 *
 * @param entityTag strong, with its quotes
 * @param modified whole seconds, as the header can say no more
 */
record Validators(String entityTag, Instant modified) {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*\")");

  static Validators of(String taskId, Film video) {
    // A film is never changed in place; storing it again changes its time.
    String tag =
        taskId + "-" + video.bytes() + "-" + Long.toHexString(video.modified().toEpochMilli());
    return new Validators('"' + tag + '"', video.modified().truncatedTo(ChronoUnit.SECONDS));
  }

  /** The value of {@code Last-Modified}. */
  String lastModified() {
    return HTTP_DATE.format(modified);
  }

  /** Whether one of the listed tags, weak or strong, is ours; {@code *} is any. */
  boolean weaklyIn(String list) {
    return in(list, true);
  }

  /** Whether one of the listed strong tags is ours; {@code *} is any. */
  boolean stronglyIn(String list) {
    return in(list, false);
  }

  /** Whether the film changed after the date; empty where the text is no date. */
  Optional<Boolean> modifiedSince(String date) {
    return date(date).map(modified::isAfter);
  }

  /** Whether the text of {@code If-Range} names exactly this version: our tag or our date. */
  boolean exactly(String tagOrDate) {
    return tagOrDate.equals(entityTag) || tagOrDate.equals(lastModified());
  }

  private boolean in(String list, boolean weakCounts) {
    if (list.strip().equals("*")) {
      return true;
    }
    Matcher tags = TAG.matcher(list);
    while (tags.find()) {
      if (tags.group(2).equals(entityTag) && (weakCounts || tags.group(1) == null)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text, HTTP_DATE).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}

package dev.afterglow.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket, and a part of it.
 *
 * @param prefix what the keys of all objects begin with: empty, or ends with a slash
 */
public record BucketUrl(String bucket, String prefix) {
  private static final String PART = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}";
  private static final Pattern FORM =
      Pattern.compile(
          "s3://([A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9])(?:/((?:"
              + PART
              + "/){0,8}"
              + PART
              + ")?/?)?");

  /**
   * Reads {@code s3://bucket} or {@code s3://bucket/some/prefix}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static BucketUrl parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a bucket");
    }
    String prefix = parts.group(2) == null ? "" : parts.group(2) + "/";
    return new BucketUrl(parts.group(1), prefix);
  }

  @Override
  public String toString() {
    return "s3://"
        + bucket
        + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
  }
}

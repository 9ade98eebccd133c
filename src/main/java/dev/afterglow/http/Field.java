package dev.afterglow.http;

import java.util.regex.Pattern;

/** One header field. Refuses what could end the field early, so that no value can add another. */
public record Field(String name, String value) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

  public Field {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a header name");
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(name + ": not printable ASCII");
    }
  }
}

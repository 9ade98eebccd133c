package dev.afterglow.pages;

import java.util.regex.Pattern;

/** Where a form sends the browser afterwards: a page of this server, and never another one's. */
public final class ReturnPath {
  /** One slash, and then neither a second one nor a backslash, which browsers read as one. */
  private static final Pattern OURS =
      Pattern.compile("/(?![/\\\\])[A-Za-z0-9._~!$&'()*+,;=:@/?%-]{0,2000}");

  private ReturnPath() {}

  /** The path if it is one of ours, or else another. */
  public static String of(String path, String otherwise) {
    return OURS.matcher(path).matches() ? path : otherwise;
  }
}

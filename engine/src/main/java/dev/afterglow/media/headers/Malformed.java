package dev.afterglow.media.headers;

/** A file that breaks its format's rules. */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  Malformed(String fault) {
    super(fault, null, false, false);
  }

  String fault() {
    return String.valueOf(getMessage());
  }
}

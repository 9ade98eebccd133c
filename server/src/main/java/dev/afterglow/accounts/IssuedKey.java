package dev.afterglow.accounts;

/**
 * A key that has just been made.
 *
 * @param secret what its bearer sends; told here and never again
 */
public record IssuedKey(Key key, String secret) {
  /** Without the secret, which must not get into a log. */
  @Override
  public String toString() {
    return "IssuedKey[key=" + key.id() + ", secret=***]";
  }
}

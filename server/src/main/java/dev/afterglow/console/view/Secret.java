package dev.afterglow.console.view;

/**
 * A secret that is shown this once.
 *
 * @param name of its key
 * @param curl a request that can be tried at once
 */
public record Secret(String name, String secret, String curl) {
  /** Without the secret, which must not get into a log. */
  @Override
  public String toString() {
    return "Secret[name=" + name + "]";
  }
}

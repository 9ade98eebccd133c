package dev.afterglow.accounts;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Makes what the bearer of a key sends, and judges what the operator chose instead. */
final class Secrets {
  private static final String PREFIX = "sk-";
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** 43 digits of 62 hold 256 bits. */
  private static final int LENGTH = 43;

  private static final int SHOWN = 4;
  private static final Pattern CHOSEN = Pattern.compile("sk-[A-Za-z0-9_-]{20,200}");

  private final RandomGenerator random;

  Secrets(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    StringBuilder secret = new StringBuilder(PREFIX);
    for (int i = 0; i < LENGTH; i++) {
      secret.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return secret.toString();
  }

  /** Refuses a secret chosen by the operator that clients could not send or others could guess. */
  static String checked(String chosen) {
    if (!CHOSEN.matcher(chosen).matches()) {
      throw new IllegalArgumentException(
          "key: "
              + chosen.length()
              + " characters (expected: sk- and 20 to 200 letters, digits, - or _)");
    }
    return chosen;
  }

  static String prefix(String secret) {
    return secret.substring(0, PREFIX.length() + SHOWN);
  }

  static String lastFour(String secret) {
    return secret.substring(secret.length() - SHOWN);
  }
}

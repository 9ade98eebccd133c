package dev.afterglow.signin;

import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Makes what only its bearer knows: 256 random bits as 43 characters of base64url. */
final class Tokens {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final RandomGenerator random;

  Tokens(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether a text can be a token at all; nothing else is looked up. */
  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}

package dev.afterglow.accounts;

import dev.afterglow.text.Language;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An owner to be made.
 *
 * @param name 1 to 100 characters, none of them invisible; must not look like an owner's id
 */
public record NewOwner(String name, Optional<String> email, Language language) {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,189}");

  public NewOwner {
    Names.check("name", name);
    if (name.startsWith(Accounts.OWNER_PREFIX)) {
      throw new IllegalArgumentException(
          "name: '" + name + "' (expected: not to begin with " + Accounts.OWNER_PREFIX + ")");
    }
    email.ifPresent(NewOwner::checkEmail);
  }

  private static void checkEmail(String email) {
    Names.check("email", email);
    if (!EMAIL.matcher(email).matches()) {
      throw new IllegalArgumentException(
          "email: '" + email + "' (expected: an address such as name@example.com)");
    }
  }
}

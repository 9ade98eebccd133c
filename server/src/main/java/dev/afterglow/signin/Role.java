package dev.afterglow.signin;

import java.util.Locale;

/** What a person may do in the console. */
public enum Role {
  /** Runs the server: sees all owners, money and engines. */
  OPERATOR,
  /** Uses it: sees what is the owner's own. */
  MEMBER;

  /** The word in the database and in forms. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}

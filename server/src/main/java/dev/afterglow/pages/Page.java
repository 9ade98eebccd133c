package dev.afterglow.pages;

import java.util.Optional;

/**
 * What every page knows, whatever it shows: who reads it, where it stands, who is signed in.
 *
 * @param here path and query under which the page can be asked for again
 * @param base how clients reach this server, such as {@code http://127.0.0.1:8080}
 * @param account empty for whoever is not signed in
 */
public record Page(
    Reader reader, Assets assets, String here, String base, Optional<Account> account) {
  /** A text in the reader's language. */
  public String text(String key, Object... arguments) {
    return reader.text(key, arguments);
  }

  /** The address of a file that comes with the program. */
  public String asset(String name) {
    return assets.href(name);
  }

  /** The server's name for people: host and port. */
  public String host() {
    return base.substring(base.indexOf("//") + 2);
  }

  /** What forms send back; empty for whoever is not signed in. */
  public String csrf() {
    return account.map(Account::csrf).orElse("");
  }

  /** Whether the page belongs to this part of the console. */
  public boolean in(String part) {
    return here.equals(part) || here.startsWith(part + "?") || here.startsWith(part + "/");
  }
}

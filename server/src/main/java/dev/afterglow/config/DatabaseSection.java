package dev.afterglow.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what belongs to the database of several nodes, and collects what does not fit. */
final class DatabaseSection {
  private static final String ESCAPED = "%[0-9A-Fa-f]{2}";
  private static final String USER = "(?:[^/@:%\\s]|" + ESCAPED + ")+";
  private static final String PASSWORD = "(?:[^/@%\\s]|" + ESCAPED + ")*";
  private static final String HOST = "(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_][A-Za-z0-9_.-]*)";
  private static final String PORT =
      "(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";
  private static final String NAME = "(?:[^/?#%\\s]|" + ESCAPED + ")+";
  private static final String OPTION =
      "(?:sslmode=(?:disable|allow|prefer|require|verify-ca|verify-full)"
          + ("|(?:sslrootcert|sslcert|sslkey)=(?:[^&#%\\s]|" + ESCAPED + ")+)");

  /**
   * An address as <a
   * href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS">libpq</a>
   * writes it; what is accepted here is what {@code sql} can read.
   */
  static final String ADDRESS =
      "postgres(?:ql)?://"
          + USER
          + "(?::"
          + PASSWORD
          + ")?@"
          + HOST
          + "(?::"
          + PORT
          + ")?/"
          + NAME
          + "(?:\\?"
          + OPTION
          + "(?:&"
          + OPTION
          + ")*)?";

  /** Whether an address brings a password of its own. */
  private static final String WITH_PASSWORD = "[^:]+://[^/@:]+:[^/@]+@.*";

  private final Map<String, Given> given;
  private final Path directory;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param directory what relative paths begin at
   */
  DatabaseSection(Map<String, Given> given, Path directory) {
    this.given = given;
    this.directory = directory;
  }

  List<Problem> problems() {
    return problems;
  }

  Settings.Fleet read(Values values) {
    Optional<Secret> database = values.of(Keys.DATABASE);
    return new Settings.Fleet(
        database,
        values.of(Keys.DATABASE_PASSWORD_FILE).flatMap(file -> password(database, file)),
        values.of(Keys.SHARED),
        values.of(Keys.LEASE));
  }

  private Optional<Secret> password(Optional<Secret> database, Path file) {
    boolean named = given.containsKey(Keys.DATABASE.name());
    if (!named) {
      refuse("problem.store-alone", Keys.DATABASE.name());
    } else if (database
        .map(Secret::value)
        .filter(text -> text.matches(WITH_PASSWORD))
        .isPresent()) {
      refuse("problem.both-passwords", Keys.DATABASE.name());
    }
    Path place = directory.resolve(file);
    Optional<Secret> read = EngineSections.secretIn(place);
    if (read.isEmpty()) {
      refuse("problem.secret-file", place.toString());
    }
    return read;
  }

  private void refuse(String reason, String detail) {
    String name = Keys.DATABASE_PASSWORD_FILE.name();
    Given mine = given.get(name);
    problems.add(
        new Problem.Refused(mine == null ? "" : mine.place(), name, reason, List.of(detail)));
  }
}

package dev.afterglow.config;

import java.util.List;

/** Why settings are refused, by place, so that all of them can be told at once. */
sealed interface Problem {
  /** The setting it is about by its whole name; empty text if it is about a file. */
  default String about() {
    return switch (this) {
      case Wrong(Given given, _) -> given.name();
      case Unknown(Given given, _) -> given.name();
      case Retired(Given given, _) -> given.name();
      case Twice(Given given) -> given.name();
      case Missing(_, Key<?> key) -> key.name();
      case Refused(_, String name, _, _) -> name;
      case Unreadable _ -> "";
    };
  }

  /** A value that its key does not accept. */
  record Wrong(Given given, Key<?> key) implements Problem {}

  /**
   * A key that does not exist.
   *
   * @param similar keys that may have been meant
   */
  record Unknown(Given given, List<String> similar) implements Problem {}

  /** A key of an earlier version. */
  record Retired(Given given, String instead) implements Problem {}

  /** A value for a key that the same file has given before, in another spelling. */
  record Twice(Given given) implements Problem {}

  /**
   * A key that must be given.
   *
   * @param place where it is missing
   */
  record Missing(String place, Key<?> key) implements Problem {}

  /**
   * A part of a section that is refused.
   *
   * @param reason the key of the text that says why
   * @param details what that text speaks of
   */
  record Refused(String place, String name, String reason, List<String> details)
      implements Problem {}

  /**
   * A file that cannot be read, or is not YAML.
   *
   * @param reason the key of the text that says why
   * @param details what that text speaks of
   */
  record Unreadable(String file, String reason, List<String> details) implements Problem {
    Unreadable(String file, String reason, String... details) {
      this(file, reason, List.of(details));
    }
  }
}

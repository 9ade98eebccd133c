package dev.afterglow.remote.templates;

import java.util.List;

/**
 * One mistake in a template file.
 *
 * @param place the member it is at, such as {@code poll.status}; empty for the whole file
 * @param kind what is wrong
 * @param value what stands there, where something does
 * @param accepted the key of the text that says what is accepted, or an empty text
 * @param details what that text speaks of
 */
public record Problem(
    String place, Kind kind, String value, String accepted, List<String> details) {
  /** What can be wrong. */
  public enum Kind {
    /** A member is missing that there must be. */
    MISSING,
    /** A member has a value that is not accepted. */
    WRONG,
    /** There is no such member. */
    UNKNOWN,
    /** The file is neither YAML nor JSON. */
    SYNTAX,
    /** The file cannot be read, or there is none. */
    UNREADABLE
  }

  public Problem {
    details = List.copyOf(details);
  }
}

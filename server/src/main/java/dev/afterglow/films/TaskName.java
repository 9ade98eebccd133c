package dev.afterglow.films;

import java.util.regex.Pattern;

/** The grammar of a task id, the only text from outside that ever becomes part of a file name. */
final class TaskName {
  /** {@code task_} and a ULID: 26 capitals of Crockford's base 32, the first at most 7. */
  private static final Pattern GRAMMAR = Pattern.compile("task_[0-7][0-9A-HJKMNP-TV-Z]{25}");

  private TaskName() {}

  static boolean valid(String taskId) {
    return GRAMMAR.matcher(taskId).matches();
  }

  /**
   * @throws IllegalArgumentException for anything else, so that no other text reaches the disk
   */
  static String require(String taskId) {
    if (!valid(taskId)) {
      throw new IllegalArgumentException("not a task id");
    }
    return taskId;
  }

  /** The last two characters are random, so that 1024 folders fill evenly. */
  static String shard(String taskId) {
    return taskId.substring(taskId.length() - 2);
  }
}

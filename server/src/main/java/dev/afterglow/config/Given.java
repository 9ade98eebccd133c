package dev.afterglow.config;

/**
 * One value as it was given.
 *
 * @param place where it was given: a file, an environment variable or an option
 * @param name the key it was given for, or the text that is none
 */
record Given(String place, String name, String value) {
  /** The place of options. */
  static final String COMMAND_LINE = "command line";
}

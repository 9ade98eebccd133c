package dev.afterglow.config;

import java.util.Locale;

/**
 * One setting: its name, what its values are, and the value it has unless told otherwise.
 *
 * @param name the path in the file, such as {@code server.port}
 * @param standard the default as it would be written in the file
 */
record Key<T>(String name, Kind<T> kind, String standard) {
  /** Every environment variable of ours begins so. */
  static final String PREFIX = "AFTERGLOW_";

  /** The environment variable, such as {@code AFTERGLOW_SERVER_PORT}. */
  String variable() {
    return PREFIX + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  T read(String text) {
    return kind.reader().apply(text);
  }
}

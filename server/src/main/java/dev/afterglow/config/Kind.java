package dev.afterglow.config;

import java.util.List;
import java.util.function.Function;

/**
 * A kind of value: how it is read, and how to say what is accepted.
 *
 * @param accepted the message key that says what is accepted
 * @param details what fills the gaps of that message
 * @param secret whether a value of this kind must never be printed
 * @param reader from text without outer white space; throws {@link IllegalArgumentException} for
 *     text that is not accepted
 */
record Kind<T>(String accepted, List<String> details, boolean secret, Function<String, T> reader) {
  static <T> Kind<T> of(String accepted, Function<String, T> reader, Object... details) {
    return new Kind<>(
        "accepted." + accepted,
        List.of(details).stream().map(Object::toString).toList(),
        false,
        reader);
  }

  /** Whether the details are the words to choose from. */
  boolean choice() {
    return accepted.equals("accepted.choice");
  }

  /** The same kind, never to be printed. */
  Kind<T> asSecret() {
    return new Kind<>(accepted, details, true, reader);
  }
}

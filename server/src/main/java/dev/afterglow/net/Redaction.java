package dev.afterglow.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Cleans texts for the operator's log: without our secrets, which upstreams like to repeat in their
 * errors, in one line and of bounded length.
 */
final class Redaction {
  private static final String MASK = "***";
  private static final int SHORTEST_SECRET = 4;
  private static final int LONGEST_TEXT = 300;

  /** The longest first, so that a secret inside another leaves nothing of the outer one. */
  private volatile List<String> secrets = List.of();

  /** What they were made of: asked for with each request, and nearly always the same. */
  private volatile List<String> given = List.of();

  /** Hides these values from now on, and each of their words. */
  void hide(Collection<String> values) {
    List<String> now = List.copyOf(values);
    if (now.equals(given)) {
      return;
    }
    List<String> all = new ArrayList<>();
    for (String value : values) {
      all.add(value);
      all.addAll(List.of(value.split("[ :,;=]+", -1)));
    }
    // The names of schemes are no secrets, and hiding them makes texts unreadable.
    secrets =
        all.stream()
            .filter(secret -> secret.length() >= SHORTEST_SECRET)
            .filter(secret -> !List.of("Bearer", "Basic").contains(secret))
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    given = now; // last: whoever sees it sees the secrets as well
  }

  String clean(String text) {
    String cleaned = text;
    for (String secret : secrets) {
      cleaned = cleaned.replace(secret, MASK);
    }
    StringBuilder line = new StringBuilder();
    cleaned
        .codePoints()
        .limit(LONGEST_TEXT)
        .map(c -> isPrintable(c) ? c : ' ')
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}

package dev.afterglow.docs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is looked for in texts: Latin words and numbers, names such as {@code image_urls} both whole
 * and by their parts, and pairs of Chinese characters.
 */
final class SearchWords {
  private static final Pattern RUN =
      Pattern.compile(
          "\\p{IsIdeographic}+|[\\p{L}\\p{N}&&[^\\p{IsIdeographic}]]+(?:[_.-][\\p{L}\\p{N}&&[^\\p{IsIdeographic}]]+)*");

  private SearchWords() {}

  /** Everything that a text can be found by, as often as it is there. */
  static List<String> ofText(String text) {
    List<String> words = new ArrayList<>();
    for (String run : runs(text)) {
      if (Character.isIdeographic(run.codePointAt(0))) {
        words.addAll(pairs(run));
        run.codePoints().forEach(one -> words.add(Character.toString(one)));
      } else {
        words.add(run);
        String[] parts = run.split("[_.-]");
        if (parts.length > 1) {
          words.addAll(List.of(parts));
        }
      }
    }
    return words;
  }

  /** What a text has to have for this search, each once. */
  static List<String> ofSearch(String asked) {
    LinkedHashSet<String> words = new LinkedHashSet<>();
    for (String run : runs(asked)) {
      boolean pairs =
          Character.isIdeographic(run.codePointAt(0)) && run.codePointCount(0, run.length()) > 1;
      words.addAll(pairs ? pairs(run) : List.of(run));
    }
    return List.copyOf(words);
  }

  /** What is marked in a text: whole words as they were asked for, and pairs of characters. */
  static List<String> shown(String asked) {
    LinkedHashSet<String> words = new LinkedHashSet<>(runs(asked));
    words.addAll(ofSearch(asked));
    return List.copyOf(words);
  }

  private static List<String> runs(String text) {
    return RUN.matcher(text.toLowerCase(Locale.ROOT)).results().map(run -> run.group()).toList();
  }

  private static List<String> pairs(String run) {
    int[] characters = run.codePoints().toArray();
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < characters.length; i++) {
      pairs.add(new String(characters, i, 2));
    }
    return pairs;
  }
}

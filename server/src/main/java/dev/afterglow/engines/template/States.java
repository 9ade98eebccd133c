package dev.afterglow.engines.template;

import dev.afterglow.remote.templates.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The vendor's words for the states of a job, in lower case. Where an answer has no word, {@code
 * http 202} and its like stand for its status.
 */
record States(Map<String, State> byWord) {
  private static final Pattern WORD = Pattern.compile("[^\\p{Cntrl}]{1,60}");

  /** What a word means. */
  enum State {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  /** Reads the member {@code states}. */
  static States read(Fields template) {
    Map<String, State> byWord = new LinkedHashMap<>();
    Fields fields = template.needObject("states");
    for (State state : State.values()) {
      String name = state.name().toLowerCase(Locale.ROOT);
      List<String> words = fields.texts(name, WORD, "texts");
      if (words.isEmpty() && (state == State.DONE || state == State.FAILED) && !fields.has(name)) {
        fields.missing(name, "words");
      }
      for (String word : words) {
        if (byWord.put(word.toLowerCase(Locale.ROOT), state) != null) {
          fields.wrongValue(name, word, "word-once");
        }
      }
    }
    fields.end();
    return new States(byWord);
  }

  Optional<State> of(String word) {
    return Optional.ofNullable(byWord.get(word.toLowerCase(Locale.ROOT)));
  }
}

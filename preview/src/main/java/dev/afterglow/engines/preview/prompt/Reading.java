package dev.afterglow.engines.preview.prompt;

import dev.afterglow.engines.preview.prompt.lexicon.Letters;
import dev.afterglow.engines.preview.prompt.lexicon.Lexicon;
import dev.afterglow.engines.preview.prompt.lexicon.Meaning;
import dev.afterglow.engines.preview.prompt.lexicon.Word;
import java.util.Optional;

/**
 * One pass over a folded prompt, clause by clause. What is said early weighs more; a negation holds
 * to the end of its clause or to a word that ends it.
 */
final class Reading {
  private static final String BREAKS = ",.;:!?，。；：！？\n()（）[]{}|\"“”—…";
  private static final String LISTS = "、/&+";

  private final Lexicon lexicon;
  private final String text;
  private final Impression impression = new Impression();
  private int clause;
  private boolean absent;
  private boolean restAbsent;

  /** Whether this negation has denied a thing: only then does 的 end it (没有红色的花). */
  private boolean denied;

  private Reading(Lexicon lexicon, String text) {
    this.lexicon = lexicon;
    this.text = text;
  }

  /** Reads a folded text. */
  static Impression of(String folded, Lexicon lexicon) {
    Reading reading = new Reading(lexicon, folded);
    reading.walk();
    reading.impression.endClause();
    return reading.impression;
  }

  private void walk() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (BREAKS.indexOf(c) >= 0) {
        endClause(c);
        at++;
      } else if (c == ' ' || LISTS.indexOf(c) >= 0) {
        at++;
      } else {
        at += token(at);
      }
    }
  }

  /** Takes in the word or number that begins here; the characters it takes. */
  private int token(int at) {
    Optional<Word> word = lexicon.longestAt(text, at);
    Optional<Numbers.Found> number = Numbers.at(text, at);
    int wordLength = word.map(found -> found.text().length()).orElse(0);
    if (number.isPresent() && number.get().length() > wordLength) {
      impression.count(number.get().number(), at + number.get().length());
      return number.get().length();
    }
    if (word.isEmpty()) {
      return unknown(at);
    }
    take(word.get(), at);
    return wordLength;
  }

  private void take(Word word, int at) {
    for (Meaning meaning : word.meanings()) {
      switch (meaning) {
        case Meaning.Not _ -> {
          absent = true;
          denied = false;
        }
        case Meaning.NotAll _ -> restAbsent = true;
        case Meaning.But _ -> absent = absent && word.text().equals("的") && !denied;
        case Meaning.Vote _,
            Meaning.Thing _,
            Meaning.Colour _,
            Meaning.Count _,
            Meaning.Nothing _ -> {}
      }
    }
    if (absent || restAbsent) {
      denied |= impression.deny(word);
    } else {
      impression.accept(word, text, at, weight());
    }
  }

  private double weight() {
    return Math.max(0.3, 1 / (1 + 0.08 * clause));
  }

  private void endClause(char mark) {
    clause++;
    absent = false;
    if (mark == '\n') {
      restAbsent = false;
    }
    impression.endClause();
  }

  /** Steps over what the lexicon does not know: a whole word of letters, or one character. */
  private int unknown(int at) {
    int end = at;
    while (end < text.length() && Letters.joins(text.charAt(end))) {
      end++;
    }
    return Math.max(1, end - at);
  }
}

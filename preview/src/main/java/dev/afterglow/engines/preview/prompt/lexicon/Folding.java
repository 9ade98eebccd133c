package dev.afterglow.engines.preview.prompt.lexicon;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Brings different spellings of one word together: compatibility forms, case, accents, traditional
 * characters, hyphens, apostrophes and white space.
 */
public final class Folding {
  private static final Map<Character, Character> SIMPLIFIED = simplified();

  private static final Pattern POSSESSIVE = Pattern.compile("(?<=\\w)['\u2019]s\\b");

  private Folding() {}

  /** The folded text; line breaks stay, every other run of white space is one space. */
  public static String fold(String text) {
    String lower = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    String plain = POSSESSIVE.matcher(lower).replaceAll("");
    StringBuilder folded = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '\n' || c == '\r') {
        folded.append('\n');
      } else if (Character.isWhitespace(c) || c == '-' || c == '_' || c == '\u2010') {
        if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
          folded.append(' ');
        }
      } else if (!vanishes(c)) {
        folded.append(SIMPLIFIED.getOrDefault(c, c));
      }
    }
    return folded.toString();
  }

  private static boolean vanishes(char c) {
    return c == '\''
        || c == '\u2019'
        || c == '`'
        || c == '\u00b4'
        || Character.isISOControl(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.FORMAT;
  }

  private static Map<Character, Character> simplified() {
    Map<Character, Character> map = new HashMap<>();
    for (String line : Resource.lines("traditional.txt")) {
      for (String pair : line.split(" ")) {
        map.put(pair.charAt(0), pair.charAt(1));
      }
    }
    return Map.copyOf(map);
  }
}

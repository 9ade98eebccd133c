package dev.afterglow.engines.preview.prompt.lexicon;

/** The regular plural of an English noun. */
final class Plurals {
  private Plurals() {}

  /** Whether a word of the lexicon may be a noun or a verb that takes an s. */
  static boolean inflects(Word word) {
    return word.means(Meaning.Thing.class) || word.means(Meaning.Vote.class);
  }

  static String of(String noun) {
    int end = noun.length() - 1;
    char last = noun.charAt(end);
    boolean vowelBefore = end > 0 && "aeiou".indexOf(noun.charAt(end - 1)) >= 0;
    if (last == 'y' && !vowelBefore) {
      return noun.substring(0, end) + "ies";
    }
    boolean hisses = last == 's' || last == 'x' || noun.endsWith("ch") || noun.endsWith("sh");
    return noun + (hisses ? "es" : "s");
  }
}

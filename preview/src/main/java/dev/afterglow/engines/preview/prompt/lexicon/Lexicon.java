package dev.afterglow.engines.preview.prompt.lexicon;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every word the preview engine understands, found by longest match. */
public final class Lexicon {
  private static final Lexicon STANDARD = read(Resource.lines("lexicon.tsv"));

  private final Node root = new Node();

  /** A branch of the tree of letters; the word is there where one ends. */
  private static final class Node {
    final Map<Character, Node> next = new HashMap<>(4);
    Optional<Word> word = Optional.empty();
  }

  private Lexicon() {}

  /** The lexicon that comes with the program. */
  public static Lexicon standard() {
    return STANDARD;
  }

  /**
   * Reads rows of three columns: meanings, Chinese words, English words.
   *
   * @throws IllegalArgumentException if a row is not of this form; the message quotes it
   */
  static Lexicon read(List<String> rows) {
    Lexicon lexicon = new Lexicon();
    for (String row : rows) {
      String[] columns = row.split("\t", -1);
      if (columns.length != 3) {
        throw new IllegalArgumentException("row: " + row + " (expected: 3 columns)");
      }
      List<Meaning> meanings = Arrays.stream(columns[0].split(" ")).map(Meaning::parse).toList();
      words(columns[1]).forEach(text -> lexicon.add(new Word(text, meanings, false)));
      words(columns[2]).forEach(text -> lexicon.addEnglish(text, meanings));
    }
    return lexicon;
  }

  /** The longest word that begins here and, if it is in Latin letters, stands by itself. */
  public Optional<Word> longestAt(String text, int start) {
    if (start > 0 && Letters.joins(text.charAt(start - 1)) && Letters.joins(text.charAt(start))) {
      return Optional.empty();
    }
    Optional<Word> longest = Optional.empty();
    Node node = root;
    for (int i = start; i < text.length(); i++) {
      node = node.next.get(text.charAt(i));
      if (node == null) {
        break;
      }
      boolean ends =
          i + 1 == text.length()
              || !Letters.joins(text.charAt(i))
              || !Letters.joins(text.charAt(i + 1));
      if (ends && node.word.isPresent()) {
        longest = node.word;
      }
    }
    return longest;
  }

  private static List<String> words(String column) {
    return Arrays.stream(column.split(",")).filter(word -> !word.isEmpty()).toList();
  }

  private void addEnglish(String text, List<Meaning> meanings) {
    if (text.endsWith("+")) {
      add(new Word(text.substring(0, text.length() - 1), meanings, true));
      return;
    }
    Word word = new Word(text, meanings, false);
    add(word);
    if (Plurals.inflects(word)) {
      add(new Word(Plurals.of(text), meanings, true));
    }
  }

  private void add(Word word) {
    String folded = Folding.fold(word.text());
    Node node = root;
    for (int i = 0; i < folded.length(); i++) {
      node = node.next.computeIfAbsent(folded.charAt(i), _ -> new Node());
    }
    Word entry = new Word(folded, word.meanings(), word.plural());
    node.word = Optional.of(node.word.map(entry::with).orElse(entry));
  }
}

package dev.afterglow.docs;

import dev.afterglow.docs.Article.Section;
import dev.afterglow.docs.view.Hit;
import dev.afterglow.docs.view.Hit.Piece;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Finds places in pages by words. Latin words are found by their beginnings, Chinese by pairs of
 * characters, since it has no blanks between words. A place counts if it has every word that is
 * looked for; a word in a title counts for more than one in the text.
 */
final class SearchIndex {
  private static final int IN_PAGE_TITLE = 40;
  private static final int IN_HEADING = 20;
  private static final int WHOLE_WORD = 2;

  /** Some words of a text count, and not each repetition. */
  private static final int MOST_IN_TEXT = 8;

  private static final int SNIPPET = 160;
  private static final int BEFORE = 40;

  /** Words of one search; the rest of a longer one is left out. */
  private static final int MOST_WORDS = 12;

  private final List<Place> places;
  private final NavigableMap<String, Map<Integer, Integer>> weights;

  private SearchIndex(List<Place> places, NavigableMap<String, Map<Integer, Integer>> weights) {
    this.places = places;
    this.weights = weights;
  }

  private record Place(Article article, Section section) {
    String href() {
      String page = Contents.href(article.name());
      return section.id().isEmpty() ? page : page + "#" + section.id();
    }
  }

  static SearchIndex of(Collection<Article> articles) {
    List<Place> places = new ArrayList<>();
    NavigableMap<String, Map<Integer, Integer>> weights = new TreeMap<>();
    for (Article article : articles) {
      for (Section section : article.sections()) {
        Map<String, Integer> words = new HashMap<>();
        for (String word : SearchWords.ofText(section.text())) {
          words.merge(word, 1, (had, one) -> Math.min(had + one, MOST_IN_TEXT));
        }
        int heading = section.id().isEmpty() ? IN_PAGE_TITLE : IN_HEADING;
        SearchWords.ofText(section.title())
            .forEach(word -> words.merge(word, heading, Integer::sum));
        int place = places.size();
        places.add(new Place(article, section));
        words.forEach((word, weight) ->
            weights.computeIfAbsent(word, _ -> new HashMap<>()).put(place, weight));
      }
    }
    return new SearchIndex(List.copyOf(places), weights);
  }

  /** The best places for what somebody is looking for, best first. */
  List<Hit> find(String asked, int most) {
    List<String> words = SearchWords.ofSearch(asked).stream().limit(MOST_WORDS).toList();
    Map<Integer, Integer> scores = new HashMap<>();
    Map<Integer, Integer> met = new HashMap<>();
    for (String word : words) {
      found(word)
          .forEach((place, weight) -> {
            scores.merge(place, weight, Integer::sum);
            met.merge(place, 1, Integer::sum);
          });
    }
    return scores.entrySet().stream()
        .filter(score -> met.getOrDefault(score.getKey(), 0) == words.size())
        .sorted(
            Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(score -> hit(places.get(score.getKey()), asked))
        .toList();
  }

  /** The weights of a word, and of those that begin with it. */
  private Map<Integer, Integer> found(String word) {
    Map<Integer, Integer> found = new HashMap<>();
    boolean chinese = Character.isIdeographic(word.codePointAt(0));
    for (Map.Entry<String, Map<Integer, Integer>> entry : weights.tailMap(word, true).entrySet()) {
      if (!entry.getKey().startsWith(word)) {
        break;
      }
      int times = chinese || entry.getKey().equals(word) ? WHOLE_WORD : 1;
      entry.getValue().forEach((place, weight) -> found.merge(place, times * weight, Math::max));
    }
    return found;
  }

  private static Hit hit(Place place, String asked) {
    return new Hit(
        place.href(),
        place.article().title(),
        place.section().title(),
        pieces(place.section().text(), asked));
  }

  /** The text around the first word that is found in it, with every one marked. */
  private static List<Piece> pieces(String text, String asked) {
    List<String> words = SearchWords.shown(asked);
    String small = text.toLowerCase(Locale.ROOT);
    if (small.length() != text.length()) {
      return List.of(new Piece(cut(text, 0), false));
    }
    int first = words.stream().mapToInt(small::indexOf).filter(at -> at >= 0).min().orElse(0);
    int start = start(text, Math.max(0, first - BEFORE));
    String shown = cut(text, start);
    return marked(shown, shown.toLowerCase(Locale.ROOT), words, start > 0);
  }

  private static int start(String text, int from) {
    if (from == 0) {
      return 0;
    }
    int blank = text.indexOf(' ', from);
    int start = blank >= 0 && blank < from + BEFORE / 2 ? blank + 1 : from;
    return Character.isLowSurrogate(text.charAt(start)) ? start - 1 : start;
  }

  private static String cut(String text, int start) {
    int end = Math.min(text.length(), start + SNIPPET);
    if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
      end--;
    }
    return text.substring(start, end) + (end < text.length() ? "…" : "");
  }

  private static List<Piece> marked(
      String text, String small, List<String> words, boolean laterStart) {
    List<Piece> pieces = new ArrayList<>();
    if (laterStart) {
      pieces.add(new Piece("…", false));
    }
    int end = 0;
    for (int i = 0; i < text.length(); ) {
      int length = longest(small, i, words);
      if (length == 0) {
        i++;
        continue;
      }
      if (i > end) {
        pieces.add(new Piece(text.substring(end, i), false));
      }
      pieces.add(new Piece(text.substring(i, i + length), true));
      i += length;
      end = i;
    }
    if (end < text.length()) {
      pieces.add(new Piece(text.substring(end), false));
    }
    return List.copyOf(pieces);
  }

  /** The longest word that begins here, where a word may begin. */
  private static int longest(String text, int at, List<String> words) {
    int longest = 0;
    boolean within = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
    for (String word : words) {
      boolean begins = !within || Character.isIdeographic(word.codePointAt(0));
      if (begins && word.length() > longest && text.startsWith(word, at)) {
        longest = word.length();
      }
    }
    return longest;
  }
}

package dev.afterglow.config;

import java.util.Collection;
import java.util.List;

/** Finds what somebody may have meant. */
final class Similar {
  /** A third of the letters may differ. */
  private static final int SHARE = 3;

  private Similar() {}

  /** The one name nearest to a mistyped one, if it is near. */
  static List<String> to(String mistyped, Collection<String> names) {
    String nearest = "";
    int least = mistyped.length() / SHARE + 1;
    for (String name : names) {
      int distance = distance(mistyped, name);
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    return nearest.isEmpty() ? List.of() : List.of(nearest);
  }

  /** How many letters are to be added, left out or changed (Levenshtein). */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}

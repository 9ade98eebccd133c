package dev.afterglow.text;

import java.util.Collection;
import java.util.List;

/** Finds what somebody may have meant by a mistyped name. */
public final class Similar {
  /** A third of the letters may differ. */
  private static final int SHARE = 3;

  private Similar() {}

  /** The one name nearest to a mistyped one, if it is near. */
  public static List<String> to(String mistyped, Collection<String> names) {
    return to(mistyped, names, Integer.MAX_VALUE);
  }

  /** As {@link #to(String, Collection)}, with a bound on the letters that may differ. */
  public static List<String> to(String mistyped, Collection<String> names, int mostEdits) {
    String nearest = "";
    int least = Math.min(mistyped.length() / SHARE, mostEdits) + 1;
    for (String name : names) {
      // No shorter way than the difference in length: spares the table for what is far away.
      int distance =
          Math.abs(mistyped.length() - name.length()) < least ? distance(mistyped, name) : least;
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    return nearest.isEmpty() ? List.of() : List.of(nearest);
  }

  /**
   * How many letters are to be added, left out, changed or swapped with the next (optimal string
   * alignment).
   */
  public static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int step(int[][] rows, String a, String b, int i, int j) {
    int change = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(change, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}

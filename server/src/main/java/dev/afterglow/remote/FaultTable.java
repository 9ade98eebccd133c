package dev.afterglow.remote;

import dev.afterglow.remote.VendorFault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/**
 * A vendor's error codes and what they mean: rows of beginnings or parts of codes, whatever their
 * case. The first row that fits decides; a code that none fits is {@link Kind#UNNAMED}.
 */
public final class FaultTable {
  private final List<Row> rows;

  private record Row(Kind kind, List<String> words, BiPredicate<String, String> fits) {
    boolean knows(String code) {
      return words.stream().anyMatch(word -> fits.test(code, word));
    }
  }

  private FaultTable(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /** A table without rows. */
  public static FaultTable empty() {
    return new FaultTable(List.of());
  }

  /** The same with a row more, for codes that begin with one of these words. */
  public FaultTable beginning(Kind kind, String... words) {
    return with(kind, words, String::startsWith);
  }

  /** The same with a row more, for codes that hold one of these words anywhere. */
  public FaultTable holding(Kind kind, String... words) {
    return with(kind, words, String::contains);
  }

  /**
   * What a code means.
   *
   * @param code empty if there was none
   * @param where it stood, such as {@code HTTP 400}
   */
  public VendorFault fault(String code, String message, String where) {
    String said = where + ": " + (code.isEmpty() ? "" : code + ": ") + message;
    return new VendorFault(kind(code.toLowerCase(Locale.ROOT)), said);
  }

  private Kind kind(String code) {
    return rows.stream()
        .filter(row -> row.knows(code))
        .findFirst()
        .map(Row::kind)
        .orElse(Kind.UNNAMED);
  }

  private FaultTable with(Kind kind, String[] words, BiPredicate<String, String> fits) {
    List<Row> more = new ArrayList<>(rows);
    more.add(new Row(kind, List.of(words), fits));
    return new FaultTable(more);
  }
}

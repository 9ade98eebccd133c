package dev.afterglow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows under headings, each column as wide as its widest cell on a terminal. */
public final class Table {
  private static final String GAP = "  ";

  /** The wide and full-width blocks of Unicode's East Asian Width (UAX 11), roughly. */
  private static final int[][] WIDE = {
    {0x1100, 0x115F},
    {0x2E80, 0xA4CF},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x1F300, 0x1FAFF},
    {0x20000, 0x3FFFD},
  };

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(List<String> headings) {
    this.headings = List.copyOf(headings);
  }

  /** Adds a row of as many cells as there are headings. */
  public void row(List<String> cells) {
    if (cells.size() != headings.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells do not fit " + headings.size() + " headings");
    }
    rows.add(cells.stream().map(Table::printable).toList());
  }

  /** The lines, without trailing blanks, each ended by a newline. */
  public String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(headings);
    lines.addAll(rows);
    int[] widths = new int[headings.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], columns(line.get(i)));
      }
    }
    return lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining());
  }

  private static String padded(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      line.append(cell).repeat(' ', widths[i] - columns(cell)).append(GAP);
    }
    return line.toString().stripTrailing() + "\n";
  }

  /** Names come from people: a control character must not move the terminal's cursor. */
  private static String printable(String cell) {
    return cell.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int columns(String cell) {
    return cell.codePoints().map(c -> wide(c) ? 2 : 1).sum();
  }

  private static boolean wide(int codePoint) {
    for (int[] block : WIDE) {
      if (codePoint >= block[0] && codePoint <= block[1]) {
        return true;
      }
    }
    return false;
  }
}

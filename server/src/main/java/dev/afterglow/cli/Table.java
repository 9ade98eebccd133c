package dev.afterglow.cli;

import dev.afterglow.cli.terminal.DisplayWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows under headings, each column as wide as its widest cell on a terminal. */
public final class Table {
  private static final String GAP = "  ";

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
        widths[i] = Math.max(widths[i], DisplayWidth.of(line.get(i)));
      }
    }
    return lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining());
  }

  private static String padded(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      line.append(cell).repeat(' ', widths[i] - DisplayWidth.of(cell)).append(GAP);
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
}

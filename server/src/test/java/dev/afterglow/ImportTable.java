package dev.afterglow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table "Who may import whom" of {@code docs/architecture.md}, so that the document and the
 * test cannot say different things.
 *
 * @param rows by package: its name relative to the root, {@code engines.*} for every engine, and
 *     {@code dev.afterglow} for the root itself
 */
record ImportTable(Map<String, Row> rows) {
  static final String ROOT = "dev.afterglow";
  static final String EVERY_ENGINE = "engines.*";

  /** Packages whose sub-packages have rows of their own. */
  private static final Set<String> SEPARATE = Set.of("engines", "api");

  private static final Path DOCUMENT = Path.of("docs/architecture.md");
  private static final Pattern LINE =
      Pattern.compile("\\| (\\d+) \\| `([a-z.*]+)` \\| ?((?:`[a-z.*]+` ?)*|everything )\\|");
  private static final Pattern NAME = Pattern.compile("`([a-z.*]+)`");

  /** One row: the floor a package stands on, and what it may import. */
  record Row(int floor, boolean everything, Set<String> imports) {}

  static ImportTable read() throws IOException {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher row = LINE.matcher(line);
      if (row.matches()) {
        Set<String> imports =
            NAME.matcher(row.group(3)).results().map(m -> m.group(1)).collect(Collectors.toSet());
        rows.put(
            row.group(2),
            new Row(
                Integer.parseInt(row.group(1)),
                row.group(3).strip().equals("everything"),
                imports));
      }
    }
    return new ImportTable(rows);
  }

  /**
   * The row's name for a package: its first segment; each engine and each dialect is a package of
   * its own.
   */
  static String unit(String packageName) {
    if (packageName.equals(ROOT)) {
      return ROOT;
    }
    String[] segments = packageName.substring(ROOT.length() + 1).split("\\.");
    boolean apart = SEPARATE.contains(segments[0]) && segments.length > 1;
    return apart ? segments[0] + "." + segments[1] : segments[0];
  }

  /** Whether a class of one package may know a class of another. */
  boolean allows(String fromPackage, String toPackage) {
    String from = unit(fromPackage);
    String to = unit(toPackage);
    if (from.equals(to)) {
      return true;
    }
    Row row = rows.get(row(from));
    boolean toItself = row(to).equals(row(from));
    return row != null && (row.everything() || (row.imports().contains(row(to)) && !toItself));
  }

  private static String row(String unit) {
    return unit.startsWith("engines.") ? EVERY_ENGINE : unit;
  }
}

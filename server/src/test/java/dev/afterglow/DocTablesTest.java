package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No table of the documentation tells of the same thing twice. */
final class DocTablesTest {
  private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`.*");

  @Test
  void noTableHasTwoRowsOfTheSameThing() throws IOException {
    List<String> doubled = new ArrayList<>();
    int rows = 0;
    for (Path page : pages()) {
      Set<String> seen = new HashSet<>();
      for (String line : Files.readAllLines(page)) {
        if (!line.startsWith("|")) {
          seen.clear();
        } else if (!line.matches("[|: -]+")) {
          rows++;
          if (!seen.add(about(line))) {
            doubled.add(page + ": " + about(line));
          }
        }
      }
    }
    assertEquals(List.of(), doubled);
    assertTrue(rows > 500, "rows: " + rows);
  }

  /** What a row tells of: where it has two cells its first word of code, and else all of it. */
  private static String about(String line) {
    String[] cells = CELL.split(line);
    if (cells.length != 3) { // the first one stands before the bar
      return line;
    }
    Matcher code = CODE.matcher(cells[1].strip());
    return code.matches() ? code.group(1) : cells[1].strip();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(Stream.of(Path.of("README.md"), Path.of("README.zh-CN.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }
}

package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What somebody has to open who asks one question of the sources: the file that the question leads
 * to, and every file that exists for it alone. Whoever splits a class for its size makes this
 * dearer, and a table of short files does not make it cheaper.
 */
final class ReadingCostTest {
  private static final Path DOCUMENT = Path.of("docs/architecture.md");
  private static final int MOST_FILES = 3;
  private static final double MOST_FRAGMENTS = 0.25;

  private static final Pattern QUESTION =
      Pattern.compile("\\| [A-Z][^|]*\\? \\| `([a-z.]+)\\.([A-Z]\\w+)` \\| (\\d+) \\|");
  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+);\\n");

  private final Map<String, Source> sources;
  private final Map<String, Set<String>> users = new LinkedHashMap<>();

  ReadingCostTest() throws IOException {
    sources = sources();
    sources.forEach((name, source) ->
        users.put(
            name,
            sources.values().stream()
                .filter(other -> other.uses(source))
                .map(Source::name)
                .collect(Collectors.toSet())));
  }

  @Test
  void everyQuestionIsAnsweredByAFewFiles() throws IOException {
    Map<String, Integer> told = questions();
    assertFalse(told.isEmpty(), "no table of questions in " + DOCUMENT);
    told.forEach((name, files) -> {
      assertTrue(sources.containsKey(name), name);
      Set<String> opened = opened(name);
      assertEquals(files, opened.size(), () -> "what is read for one question: " + opened);
      assertTrue(files <= MOST_FILES, () -> name + " is in too many pieces: " + opened);
    });
  }

  @Test
  void fewFilesExistForOneOtherFileAlone() {
    List<String> fragments =
        sources.values().stream()
            .filter(source -> !source.isPublic() && users.get(source.name()).size() == 1)
            .map(Source::name)
            .toList();
    assertTrue(
        fragments.size() <= MOST_FRAGMENTS * sources.size(),
        () -> fragments.size() + " of " + sources.size() + " files: " + fragments);
  }

  /** The file, and those whose users are all among what is open already. */
  private Set<String> opened(String first) {
    Set<String> open = new HashSet<>(Set.of(first));
    boolean more = true;
    while (more) {
      Set<String> next =
          users.entrySet().stream()
              .filter(entry -> !entry.getValue().isEmpty() && open.containsAll(entry.getValue()))
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      more = open.addAll(next);
    }
    return open;
  }

  private static Map<String, Integer> questions() throws IOException {
    Map<String, Integer> questions = new LinkedHashMap<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher row = QUESTION.matcher(line);
      if (row.matches()) {
        questions.put(
            ImportTable.ROOT + "." + row.group(1) + "." + row.group(2),
            Integer.parseInt(row.group(3)));
      }
    }
    return questions;
  }

  private static Map<String, Source> sources() throws IOException {
    Map<String, Source> found = new LinkedHashMap<>();
    for (String module : List.of("engine", "server")) {
      Path root = Path.of(module, "src/main/java");
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.sorted().toList()) {
          String name = root.relativize(file).toString().replace('/', '.').replace('\\', '.');
          if (name.endsWith(".java") && !name.endsWith("package-info.java")) {
            Source source = Source.of(name.substring(0, name.length() - 5), Files.readString(file));
            found.put(source.name(), source);
          }
        }
      }
    }
    return found;
  }

  /**
   * One file.
   *
   * @param name of its class, with the package
   * @param words all that its code consists of
   */
  private record Source(String name, boolean isPublic, Set<String> imports, Set<String> words) {
    static Source of(String name, String text) {
      Set<String> imports =
          IMPORT.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
      String code = COMMENT_OR_TEXT.matcher(IMPORT.matcher(text).replaceAll("")).replaceAll(" ");
      Set<String> words =
          Pattern.compile("\\w+")
              .matcher(code)
              .results()
              .map(m -> m.group())
              .collect(Collectors.toSet());
      boolean isPublic = Pattern.compile("(?m)^public ").matcher(code).find();
      return new Source(name, isPublic, imports, words);
    }

    boolean uses(Source other) {
      boolean near = other.parent().equals(parent());
      boolean known =
          near
              || imports.stream()
                  .anyMatch(one -> one.equals(other.name) || one.startsWith(other.name + "."));
      return !other.name.equals(name) && known && words.contains(other.simpleName());
    }

    private String parent() {
      return name.substring(0, name.lastIndexOf('.'));
    }

    private String simpleName() {
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }
}

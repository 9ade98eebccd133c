package dev.afterglow;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sizes and names of the house rules, held against the source tree. */
final class SourceShapeTest {
  private static final List<Path> MAIN =
      List.of(
          Path.of("engine/src/main/java"),
          Path.of("preview/src/main/java"),
          Path.of("server/src/main/java"));
  private static final int LONGEST_FILE = 400;

  /** All parts are wired in one file, which is as long as there are parts. */
  private static final String WIRING = "Server.java";

  private static final int LONGEST_WIRING = 600;

  /** Names that say nothing about what is inside. */
  private static final Pattern EMPTY_NAME =
      Pattern.compile(
          "(utils?|commons?|helpers?|misc|shared)|.*(Manager|Helper|Utils?|Impl|Data|Info|Processor)");

  private final List<Path> sources = sources();
  private final Map<Path, List<Path>> packages =
      sources.stream().collect(groupingBy(Path::getParent));

  @Test
  void noFileIsLong() {
    assertEquals(
        List.of(),
        sources.stream()
            .filter(file -> lines(file) > (file.endsWith(WIRING) ? LONGEST_WIRING : LONGEST_FILE))
            .toList());
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() {
    assertEquals(
        List.of(),
        packages.keySet().stream()
            .filter(folder -> !isIntroduced(folder.resolve("package-info.java")))
            .toList());
  }

  @Test
  void namesSayWhatIsInside() {
    assertEquals(
        List.of(),
        sources.stream()
            .filter(file -> names(file).anyMatch(name -> EMPTY_NAME.matcher(name).matches()))
            .toList());
  }

  private static boolean isIntroduced(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    String text = read(file);
    return text.startsWith("/**") && text.contains("\n@NullMarked\npackage ");
  }

  private static Stream<String> names(Path file) {
    return Arrays.stream(file.toString().replace(".java", "").split("[/\\\\]"));
  }

  /** Lines that are read; a long list of imports is folded away. */
  private static long lines(Path file) {
    return read(file).lines().filter(line -> !line.startsWith("import ")).count();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> sources() {
    List<Path> found = new ArrayList<>();
    for (Path root : MAIN) {
      try (Stream<Path> files = Files.walk(root)) {
        files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(found::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }
}

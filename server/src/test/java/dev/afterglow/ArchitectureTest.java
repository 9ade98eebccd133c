package dev.afterglow;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/architecture.md} against the compiled classes. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages(ImportTable.ROOT);

  /** A class in the text, with or without its package. */
  private static final Pattern NAMED_CLASS = Pattern.compile("`((?:[a-z]+\\.)*[A-Z]\\w+)`");

  private static final Set<String> OF_THE_JDK = Set.of("InstantSource");

  private final ImportTable table = ImportTable.read();

  ArchitectureTest() throws IOException {}

  @Test
  void packagesImportOnlyWhatTheTableAllows() {
    Set<String> violations =
        CLASSES.stream()
            .flatMap(from -> from.getDirectDependenciesFromSelf().stream())
            .filter(use -> isOurs(use.getTargetClass()))
            .filter(use ->
                !table.allows(
                    use.getOriginClass().getPackageName(),
                    use.getTargetClass().getBaseComponentType().getPackageName()))
            .map(use -> use.getDescription())
            .collect(toCollection(TreeSet::new));
    assertTrue(
        violations.isEmpty(),
        () -> "not in the import table of docs/architecture.md:\n" + String.join("\n", violations));
  }

  @Test
  void tableNamesEveryPackage() {
    Set<String> units =
        CLASSES.stream()
            .map(type -> ImportTable.unit(type.getPackageName()))
            .map(unit -> unit.startsWith("engines.") ? ImportTable.EVERY_ENGINE : unit)
            .collect(toCollection(TreeSet::new));
    assertEquals(units, new TreeSet<>(table.rows().keySet()));
  }

  @Test
  void tableOnlyPointsDownwards() {
    table
        .rows()
        .forEach((name, row) ->
            row.imports()
                .forEach(imported -> {
                  ImportTable.Row target = table.rows().get(imported);
                  assertTrue(target != null, name + " imports unknown " + imported);
                  boolean below = target.floor() < row.floor();
                  boolean beside =
                      target.floor() == row.floor() && !target.imports().contains(name);
                  assertTrue(below || beside, name + " may not import " + imported);
                }));
  }

  @Test
  void everyClassThatTheDocumentNamesExists() throws IOException {
    Set<String> known =
        CLASSES.stream()
            .flatMap(type -> Stream.of(type.getName(), type.getSimpleName()))
            .collect(toCollection(TreeSet::new));
    Set<String> missing =
        NAMED_CLASS
            .matcher(Files.readString(Path.of("docs/architecture.md")))
            .results()
            .map(match -> match.group(1))
            .filter(name -> !OF_THE_JDK.contains(name) && !name.endsWith("Test"))
            .filter(
                name -> !known.contains(name.contains(".") ? ImportTable.ROOT + "." + name : name))
            .collect(toCollection(TreeSet::new));
    assertEquals(Set.of(), missing);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("dev.afterglow.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  private static boolean isOurs(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.equals(ImportTable.ROOT) || name.startsWith(ImportTable.ROOT + ".");
  }
}

package dev.afterglow;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** What may be reached for only at the edge: time, chance, the environment, the network, exits. */
final class ForbiddenCallsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages(ImportTable.ROOT);

  private static final Set<String> CLOCKS =
      Set.of(
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.InstantSource.system",
          "java.lang.System.currentTimeMillis");

  private static final Set<String> STOPWATCH = Set.of("java.lang.System.nanoTime");

  private static final Set<String> CHANCE =
      Set.of(
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.ThreadLocalRandom.current",
          "java.security.SecureRandom.<init>",
          "java.util.random.RandomGenerator.getDefault");

  /** Sources of numbers that choose their own seed unless they are given one. */
  private static final Set<String> UNSEEDED =
      Set.of("java.util.Random.<init>()", "java.util.SplittableRandom.<init>()");

  private static final Set<String> LOCALISED =
      Set.of(
          "java.lang.String.formatted([Ljava.lang.Object;)",
          "java.lang.String.format(java.lang.String, [Ljava.lang.Object;)",
          "java.io.PrintStream.printf(java.lang.String, [Ljava.lang.Object;)",
          "java.io.PrintWriter.printf(java.lang.String, [Ljava.lang.Object;)");

  private static final Set<String> SURROUNDINGS =
      Set.of("java.lang.System.getenv", "java.lang.System.exit", "java.lang.Runtime.halt");

  @Test
  void clocksComeInThroughConstructors() {
    outside("", "config").should().accessTargetWhere(isOneOf(CLOCKS)).check(CLASSES);
  }

  @Test
  void stopwatchesMeasureOnlyBoundsAndReports() {
    outside("", "config", "media.pixels..", "net..", "client..", "cli..", "sql")
        .should()
        .accessTargetWhere(isOneOf(STOPWATCH))
        .check(CLASSES);
  }

  @Test
  void chanceComesInThroughConstructors() {
    outside("", "config")
        .should()
        .accessTargetWhere(isOneOf(CHANCE))
        .orShould()
        .accessTargetWhere(
            describe(
                "chooses its own seed",
                access -> UNSEEDED.contains(access.getTarget().getFullName())))
        .check(CLASSES);
  }

  /** In Persia and Egypt they write digits that no URL, header or bar of progress may have. */
  @Test
  void numbersAreWrittenTheSameInEveryLocale() {
    noClasses()
        .should()
        .accessTargetWhere(
            describe(
                "writes numbers as the default locale does",
                access -> LOCALISED.contains(access.getTarget().getFullName())))
        .check(CLASSES);
  }

  @Test
  void onlyTheProgramAndItsSettingsKnowTheSurroundings() {
    outside("", "config").should().accessTargetWhere(isOneOf(SURROUNDINGS)).check(CLASSES);
  }

  @Test
  void onlyTheNamedPackagesOpenConnections() {
    outside("net..", "http..", "admin..", "client..")
        .should()
        .dependOnClassesThat(
            describe("open connections", (JavaClass type) -> opensConnections(type.getName())))
        .check(CLASSES);
  }

  @Test
  void onlyCommandsWriteToTheTerminal() {
    outside("", "cli..", "log..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void testsNeitherSleepNorStandStill() {
    JavaClasses tests =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages(ImportTable.ROOT);
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .check(tests);
    noMethods().should().beAnnotatedWith(Disabled.class).check(tests);
  }

  /** Classes outside these packages, which are named relative to the root. */
  private static GivenClassesConjunction outside(String... packages) {
    String[] names = new String[packages.length];
    for (int i = 0; i < packages.length; i++) {
      names[i] = packages[i].isEmpty() ? ImportTable.ROOT : ImportTable.ROOT + "." + packages[i];
    }
    return noClasses().that().resideOutsideOfPackages(names);
  }

  private static DescribedPredicate<JavaAccess<?>> isOneOf(Set<String> calls) {
    return describe("is one of " + calls, access -> calls.contains(name(access.getTarget())));
  }

  private static String name(AccessTarget target) {
    return target.getOwner().getName() + "." + target.getName();
  }

  private static boolean opensConnections(String type) {
    return type.startsWith("java.net.http.")
        || type.startsWith("org.apache.hc.")
        || type.startsWith("javax.net.")
        || Set.of(
                "java.net.Socket",
                "java.net.ServerSocket",
                "java.net.DatagramSocket",
                "java.net.URL",
                "java.net.URLConnection",
                "java.net.HttpURLConnection",
                "java.nio.channels.SocketChannel",
                "java.nio.channels.ServerSocketChannel",
                "java.nio.channels.AsynchronousSocketChannel")
            .contains(type);
  }
}

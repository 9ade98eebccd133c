package dev.afterglow.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the settings once, from the weakest to the strongest source: defaults, the file, {@code
 * AFTERGLOW_*} variables, options of the command line.
 */
public final class SettingsReader {
  /** The file that is read when none is named and this one is there. */
  static final String FILE = "afterglow.yaml";

  /** Variables of the launcher and of clients, and no settings. */
  private static final List<String> OTHERS = List.of("AFTERGLOW_JAVA_OPTS", "AFTERGLOW_KEY");

  private final Map<String, String> environment;
  private final Path workingDirectory;

  public SettingsReader(Map<String, String> environment, Path workingDirectory) {
    this.environment = Map.copyOf(environment);
    this.workingDirectory = workingDirectory;
  }

  /**
   * @param named the file to read; empty for {@code afterglow.yaml} of the working directory, which
   *     need not exist
   * @param options what the command line said, by key, such as {@code server.port}
   * @throws SettingsRefused if anything is wrong, with all that is
   */
  public Settings read(Optional<Path> named, Map<String, String> options) throws SettingsRefused {
    return gather(named, options).settings();
  }

  /** Every setting with its value and where that comes from, one per line; secrets are masked. */
  public List<String> describe(Optional<Path> named) throws SettingsRefused {
    Gathered gathered = gather(named, Map.of());
    gathered.settings();
    List<String> lines = new ArrayList<>(Description.of(gathered.values()));
    lines.addAll(gathered.sections().lines());
    return lines;
  }

  private Gathered gather(Optional<Path> named, Map<String, String> options) {
    Sources sources = new Sources(Keys.ALL, Keys.RETIRED);
    List<Problem> problems = new ArrayList<>();
    Optional<Path> file = named.map(workingDirectory::resolve).or(this::usual);
    YamlFile.Content content = YamlFile.Content.none();
    Variables variables = new Variables(environment);
    if (file.isPresent()) {
      try {
        content = YamlFile.read(file.get());
        sources.add(withVariables(content.values(), variables, problems));
      } catch (YamlFile.NoYaml e) {
        problems.add(e.problem());
      } catch (IOException e) {
        problems.add(unreadable(file.get().toString(), e));
      }
    }
    EngineSections sections = sections(file.orElse(workingDirectory.resolve(FILE)), variables);
    sections.read(content.engines(), content.models());
    List<String> ignored = new ArrayList<>(OTHERS);
    ignored.addAll(variables.used());
    sources.addEnvironment(environment, ignored);
    options.forEach(
        (name, value) -> sources.add(List.of(new Given(Given.COMMAND_LINE, name, value))));
    problems.addAll(sources.problems());
    return new Gathered(sources.strongest(), sections, problems);
  }

  /** The address of the database may have its password from a variable. */
  private static List<Given> withVariables(
      List<Given> values, Variables variables, List<Problem> problems) {
    List<Given> filled = new ArrayList<>();
    for (Given value : values) {
      try {
        filled.add(
            value.name().equals(Keys.DATABASE.name())
                ? new Given(value.place(), value.name(), variables.in(value.value()))
                : value);
      } catch (Variables.Unset unset) {
        problems.add(
            new Problem.Refused(
                value.place(), value.name(), "problem.unset", List.of(unset.name())));
      }
    }
    return filled;
  }

  /** Files that the sections name are looked for beside the file that names them. */
  private static EngineSections sections(Path file, Variables variables) {
    Path directory = file.toAbsolutePath().getParent();
    return new EngineSections(
        file.toString(), directory == null ? file.toAbsolutePath() : directory, variables);
  }

  private static Problem unreadable(String file, IOException fault) {
    return switch (fault) {
      case NoSuchFileException _ -> new Problem.Unreadable(file, "problem.unreadable.missing");
      case AccessDeniedException _ -> new Problem.Unreadable(file, "problem.unreadable.denied");
      default ->
          new Problem.Unreadable(
              file, "problem.unreadable.fault", String.valueOf(fault.getMessage()));
    };
  }

  private Optional<Path> usual() {
    return Optional.of(workingDirectory.resolve(FILE)).filter(Files::exists);
  }

  /** What all places said, before it is read. */
  private record Gathered(
      Map<String, Given> values, EngineSections sections, List<Problem> problems) {
    Settings settings() throws SettingsRefused {
      Values reading = new Values(values);
      Settings settings = Settings.from(reading, sections);
      List<Problem> all = new ArrayList<>(problems);
      all.addAll(reading.problems());
      all.addAll(sections.problems());
      if (!all.isEmpty()) {
        throw new SettingsRefused(all, sections.engines());
      }
      return settings;
    }
  }
}

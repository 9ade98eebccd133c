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
import java.util.Set;

/**
 * Reads the settings once, from the weakest to the strongest source: defaults, the file, {@code
 * AFTERGLOW_*} variables, options of the command line.
 */
public final class SettingsReader {
  /** The file that is read when none is named and this one is there. */
  static final String FILE = "afterglow.yaml";

  /** Variables of the launcher and of clients, and no settings. */
  private static final List<String> OTHERS = List.of("AFTERGLOW_JAVA_OPTS", "AFTERGLOW_KEY");

  /** What may name variables outside of the sections: each may hold a secret. */
  private static final Set<String> WITH_VARIABLES =
      Set.of(Keys.OPENID_CLIENT_SECRET.name(), Keys.DATABASE.name());

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
    return gather(named, Map.of()).settings().inForce().stream().map(InForce::line).toList();
  }

  private Gathered gather(Optional<Path> named, Map<String, String> options) {
    Sources sources = new Sources(Keys.ALL, Keys.RETIRED);
    List<Problem> problems = new ArrayList<>();
    Optional<Path> file = named.map(workingDirectory::resolve).or(this::usual);
    YamlFile.Content content = YamlFile.Content.none();
    Path place = file.orElse(workingDirectory.resolve(FILE));
    Variables variables = new Variables(environment);
    StoreSection store = new StoreSection(directory(place), variables);
    if (file.isPresent()) {
      try {
        content = YamlFile.read(file.get());
      } catch (YamlFile.NoYaml e) {
        problems.add(e.problem());
      } catch (IOException e) {
        problems.add(unreadable(file.get().toString(), e));
      }
    }
    sources.add(filled(store.filled(content.values()), variables, problems));
    EngineSections sections = sections(place, variables);
    sections.read(content.engines(), content.models());
    List<String> ignored = new ArrayList<>(OTHERS);
    ignored.addAll(variables.used());
    sources.addEnvironment(environment, ignored);
    options.forEach(
        (name, value) -> sources.add(List.of(new Given(Given.COMMAND_LINE, name, value))));
    problems.addAll(sources.problems());
    return new Gathered(sources.strongest(), store, sections, directory(place), problems);
  }

  /** Fills in what the values outside of the sections name. */
  private static List<Given> filled(
      List<Given> values, Variables variables, List<Problem> problems) {
    List<Given> filled = new ArrayList<>();
    for (Given given : values) {
      if (!WITH_VARIABLES.contains(given.name())) {
        filled.add(given);
        continue;
      }
      try {
        filled.add(new Given(given.place(), given.name(), variables.in(given.value())));
      } catch (Variables.Unusable e) {
        problems.add(
            new Problem.Refused(given.place(), given.name(), e.reason(), List.of(e.what())));
      }
    }
    return filled;
  }

  private static Path directory(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    return directory == null ? file.toAbsolutePath() : directory;
  }

  /** Files that the sections name are looked for beside the file that names them. */
  private static EngineSections sections(Path file, Variables variables) {
    return new EngineSections(file.toString(), directory(file), variables);
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
      Map<String, Given> values,
      StoreSection store,
      EngineSections sections,
      Path directory,
      List<Problem> problems) {
    Settings settings() throws SettingsRefused {
      Values reading = new Values(values);
      OpenIdSection openId = new OpenIdSection(values, directory);
      DatabaseSection database = new DatabaseSection(values, directory);
      List<InForce> inForce = new ArrayList<>(Description.of(values));
      inForce.addAll(sections.lines());
      Settings settings =
          Settings.from(
              reading,
              store.read(reading, values),
              sections,
              openId.read(reading),
              database.read(reading),
              List.copyOf(inForce));
      List<Problem> all = new ArrayList<>(problems);
      all.addAll(openId.problems());
      all.addAll(database.problems());
      all.addAll(reading.problems());
      all.addAll(store.problems());
      all.addAll(sections.problems());
      if (!all.isEmpty()) {
        throw new SettingsRefused(all, sections.engines());
      }
      return settings;
    }
  }
}

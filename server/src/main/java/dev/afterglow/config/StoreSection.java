package dev.afterglow.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the settings of the store of objects, which depend on one another, and collects what is
 * wrong with them.
 */
final class StoreSection {
  private static final String SECTION = "store.";
  private static final String AMAZON = ".amazonaws.com";
  private static final int LONGEST_SECRET_FILE = 64 << 10;

  private final Path directory;
  private final Variables variables;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param directory what relative paths begin at
   */
  StoreSection(Path directory, Variables variables) {
    this.directory = directory;
    this.variables = variables;
  }

  /** The same values, with variables of the environment in those of this section. */
  List<Given> filled(List<Given> values) {
    List<Given> filled = new ArrayList<>();
    for (Given given : values) {
      if (!given.name().startsWith(SECTION)) {
        filled.add(given);
        continue;
      }
      try {
        filled.add(new Given(given.place(), given.name(), variables.in(given.value())));
      } catch (Variables.Unset e) {
        refuse(given, "problem.unset", e.name());
      }
    }
    return filled;
  }

  /** Reads them; empty where films are kept in the data directory. */
  Optional<Settings.Store> read(Values values, Map<String, Given> given) {
    Optional<BucketUrl> bucket = values.of(Keys.STORE_URL);
    Optional<URI> endpoint = values.of(Keys.STORE_ENDPOINT);
    Optional<Secret> accessKey =
        secret(values, given, Keys.STORE_ACCESS_KEY, Keys.STORE_ACCESS_KEY_FILE);
    Optional<Secret> secretKey =
        secret(values, given, Keys.STORE_SECRET_KEY, Keys.STORE_SECRET_KEY_FILE);
    Optional<Settings.Store> store =
        bucket.map(url ->
            new Settings.Store(
                url,
                endpoint,
                values.of(Keys.STORE_PUBLIC_ENDPOINT),
                values.of(Keys.STORE_REGION),
                pathStyle(values.of(Keys.STORE_PATH_STYLE), endpoint),
                accessKey.flatMap(access ->
                    secretKey.map(secret -> new Settings.Store.AccessKey(access, secret))),
                values.of(Keys.STORE_LINKS),
                values.of(Keys.STORE_PROXY),
                values.of(Keys.STORE_CA_FILE).map(directory::resolve)));
    if (!isGiven(given, Keys.STORE_URL)) {
      alone(given);
    }
    requireAnother(given, accessKey, secretKey);
    return store;
  }

  List<Problem> problems() {
    return problems;
  }

  /** Servers that are not Amazon's seldom have a name for each bucket. */
  private static boolean pathStyle(String said, Optional<URI> endpoint) {
    return switch (said) {
      case "true" -> true;
      case "false" -> false;
      default -> endpoint.map(url -> !url.getHost().endsWith(AMAZON)).orElse(false);
    };
  }

  /** What says nothing without a bucket was meant for one. */
  private void alone(Map<String, Given> given) {
    for (Key<?> key : Keys.STORE) {
      if (isGiven(given, key) && !given(given, key).value().strip().equals(key.standard())) {
        refuse(given(given, key), "problem.store-alone", Keys.STORE_URL.name());
      }
    }
  }

  private void requireAnother(
      Map<String, Given> given, Optional<Secret> accessKey, Optional<Secret> secretKey) {
    if (!problems.isEmpty()) {
      return;
    }
    if (accessKey.isPresent() && secretKey.isEmpty()) {
      refuse(
          either(given, Keys.STORE_ACCESS_KEY, Keys.STORE_ACCESS_KEY_FILE), Keys.STORE_SECRET_KEY);
    }
    if (secretKey.isPresent() && accessKey.isEmpty()) {
      refuse(
          either(given, Keys.STORE_SECRET_KEY, Keys.STORE_SECRET_KEY_FILE), Keys.STORE_ACCESS_KEY);
    }
  }

  private void refuse(Given given, Key<?> other) {
    refuse(given, "problem.store-pair", other.name());
  }

  private Optional<Secret> secret(
      Values values,
      Map<String, Given> given,
      Key<Optional<Secret>> key,
      Key<Optional<Path>> file) {
    Optional<Secret> here = values.of(key);
    Optional<Path> elsewhere = values.of(file);
    if (elsewhere.isEmpty()) {
      return here;
    }
    if (here.isPresent()) {
      refuse(given(given, file), "problem.both", key.name());
      return here;
    }
    return read(directory.resolve(elsewhere.get()), given(given, file));
  }

  private Optional<Secret> read(Path file, Given named) {
    try {
      String text = Files.size(file) > LONGEST_SECRET_FILE ? "" : Files.readString(file).strip();
      if (text.matches(EngineKeys.SECRET)) {
        return Optional.of(new Secret(text));
      }
    } catch (IOException _) {
      // told below
    }
    refuse(named, "problem.secret-file", file.toString());
    return Optional.empty();
  }

  private static Given either(Map<String, Given> given, Key<?> one, Key<?> other) {
    return isGiven(given, one) ? given(given, one) : given(given, other);
  }

  private static boolean isGiven(Map<String, Given> given, Key<?> key) {
    return given.containsKey(key.name()) && !given(given, key).value().isBlank();
  }

  private static Given given(Map<String, Given> given, Key<?> key) {
    return given.getOrDefault(key.name(), new Given(key.name(), key.name(), ""));
  }

  private void refuse(Given given, String reason, String... details) {
    problems.add(new Problem.Refused(given.place(), given.name(), reason, List.of(details)));
  }
}

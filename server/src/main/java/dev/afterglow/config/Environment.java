package dev.afterglow.config;

import dev.afterglow.text.Language;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a process finds around it. The real ones are named here and nowhere else; a test brings its
 * own.
 *
 * @param nanoTime elapsed nanoseconds that never run backwards
 * @param random unpredictable
 */
public record Environment(
    InstantSource time,
    LongSupplier nanoTime,
    SecureRandom random,
    Map<String, String> environment,
    Path workingDirectory) {

  /** The one that this process is in. */
  public static Environment real() {
    return new Environment(
        InstantSource.system(),
        System::nanoTime,
        new SecureRandom(),
        System.getenv(),
        Path.of("").toAbsolutePath());
  }

  /** The same for a user who asked for a language, whatever the locale is. */
  public Environment speaking(Language language) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put("LANGUAGE", language.code());
    return new Environment(time, nanoTime, random, Map.copyOf(changed), workingDirectory);
  }

  /** The same by another clock. */
  public Environment by(InstantSource clock) {
    return new Environment(clock, nanoTime, random, environment, workingDirectory);
  }

  /** The release that runs. */
  public String release() {
    return Optional.ofNullable(Environment.class.getPackage().getImplementationVersion())
        .orElse("(unpackaged)");
  }

  /** The language of the user's locale, asked in gettext's order. */
  public Language language() {
    for (String variable : new String[] {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"}) {
      String locale = environment.getOrDefault(variable, "");
      if (!locale.isEmpty()) {
        return Language.ofLocale(locale);
      }
    }
    return Language.EN;
  }
}

package dev.afterglow.cli;

import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.text.Language;
import java.nio.file.Path;
import java.util.Optional;

/** Connects a command with whoever executes it. */
@FunctionalInterface
public interface AdminConnector {
  /**
   * The server that holds the data directory, or this process where none runs.
   *
   * @param config the configuration file, if not the usual one
   * @param data the data directory, if not the configured one
   * @param language {@code zh} or {@code en}, of what is said against it
   * @param existence whether the command can be executed in a directory that has none yet
   * @throws StartRefused if the settings are wrong, or the directory can be neither reached nor
   *     opened
   */
  AdminSession open(
      Optional<Path> config, Optional<Path> data, Language language, Existence existence)
      throws StartRefused;

  /** What a command asks of the data directory. */
  enum Existence {
    /** They have to be there: a mistyped directory must not look like one without entries. */
    REQUIRED,
    /** They may be begun by this command, before the first start of a server. */
    OPTIONAL
  }
}

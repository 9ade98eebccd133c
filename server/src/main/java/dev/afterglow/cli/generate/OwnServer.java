package dev.afterglow.cli.generate;

import dev.afterglow.cli.LocalServer;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.text.Language;
import java.nio.file.Path;
import java.util.Optional;

/** Starts a server in this process, on a free port of the loopback address, for one film. */
@FunctionalInterface
public interface OwnServer {
  /**
   * @param config the file of settings, if not the usual one
   * @param data the data directory, if not that of the settings
   * @throws StartRefused if it cannot start, in words of that language
   */
  LocalServer start(Optional<Path> config, Optional<Path> data, Language language)
      throws StartRefused;
}

package dev.afterglow.cli;

import dev.afterglow.adapters.StoreRefused;
import dev.afterglow.admin.AdminClient;
import dev.afterglow.admin.ForeignServerOnPort;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.log.LogLevel;
import dev.afterglow.log.Logs;
import dev.afterglow.sql.DataDirectoryInUse;
import dev.afterglow.sql.DatabaseFailure;
import dev.afterglow.text.Language;
import dev.afterglow.text.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Connects commands with a data directory. Its lock decides: whoever gets it executes the command
 * here, by the same code as a server; only where another process holds it is that server asked. So
 * nothing is ever sent to the port of a server that is gone.
 */
public final class DirectoryConnector implements AdminConnector {
  private final Environment around;
  private final OfflineConnector offline;

  public DirectoryConnector(Environment around, OfflineConnector offline) {
    this.around = around;
    this.offline = offline;
  }

  @Override
  public AdminSession open(
      Optional<Path> config, Optional<Path> data, Language language, Existence existence)
      throws StartRefused {
    Map<String, String> given =
        data.map(directory -> Map.of("data.directory", directory.toString())).orElse(Map.of());
    Settings settings = Startup.settings(around, config, given, language);
    Path directory = settings.storage().directory();
    Logs.configure(LogLevel.ERROR);
    Texts texts = ProgramTexts.in(language);
    try {
      return holdOrAsk(settings, existence, texts);
    } catch (ForeignServerOnPort e) {
      throw new StartRefused(List.of(texts.text("operator.stranger", directory, e.port())));
    } catch (StoreRefused e) {
      throw new StartRefused(EngineFaults.lines(e, language));
    } catch (DatabaseFailure | IOException | UncheckedIOException e) {
      throw StartFaults.of(settings, e, texts);
    }
  }

  private AdminSession holdOrAsk(Settings settings, Existence existence, Texts texts)
      throws IOException, StartRefused {
    Path directory = settings.storage().directory();
    if (settings.fleet().database().isPresent()) {
      return offline.open(settings); // beside whatever nodes are at work on it
    }
    if (existence == Existence.REQUIRED
        && readable(directory)
        && !DataDirectory.isInUse(directory)) {
      throw new StartRefused(List.of(texts.text("operator.nothing", directory)));
    }
    try {
      return offline.open(settings);
    } catch (DataDirectoryInUse _) {
      AdminClient server =
          AdminClient.find(directory, around.random())
              .orElseThrow(
                  () -> new StartRefused(List.of(texts.text("operator.in-use", directory))));
      return AdminSession.of(server, () -> {});
    }
  }

  /** What cannot be read, or is no directory, is told in other words. */
  private static boolean readable(Path directory) {
    return !StartFaults.belowAFile(directory)
        && (!Files.exists(directory) || Files.isReadable(directory));
  }
}

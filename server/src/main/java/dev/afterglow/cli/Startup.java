package dev.afterglow.cli;

import dev.afterglow.adapters.EnginesRefused;
import dev.afterglow.adapters.StoreRefused;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.config.SettingsReader;
import dev.afterglow.config.SettingsRefused;
import dev.afterglow.log.LogLevel;
import dev.afterglow.log.Logs;
import dev.afterglow.sql.DataDirectoryInUse;
import dev.afterglow.sql.DatabaseFailure;
import dev.afterglow.text.Language;
import dev.afterglow.text.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads settings and starts servers, and says in plain words why that cannot be. */
public record Startup(Environment around, ServerStarter starter) {
  /**
   * @param options what the command line said, by the names of settings
   */
  public static Settings settings(
      Environment around, Optional<Path> file, Map<String, String> options, Language language)
      throws StartRefused {
    try {
      return new SettingsReader(around.environment(), around.workingDirectory())
          .read(file, options);
    } catch (SettingsRefused e) {
      throw new StartRefused(EngineFaults.lines(e, around, language));
    }
  }

  /** A server for {@code afterglow generate}: for this process and this machine alone. */
  public LocalServer own(Optional<Path> config, Optional<Path> data, Language language)
      throws StartRefused {
    Map<String, String> given = new HashMap<>();
    given.put("server.host", "127.0.0.1");
    given.put("server.port", "0");
    given.put("server.public-url", "");
    data.ifPresent(directory -> given.put("data.directory", directory.toString()));
    Settings settings = settings(around, config, given, language);
    Logs.configure(LogLevel.ERROR);
    return server(settings, "generate.in-use", ProgramTexts.in(language));
  }

  /**
   * @param inUse the message key for a data directory that another process holds
   */
  LocalServer server(Settings settings, String inUse, Texts texts) throws StartRefused {
    Path data = settings.storage().directory();
    try {
      return starter.start(settings);
    } catch (DataDirectoryInUse _) {
      throw new StartRefused(List.of(texts.text(inUse, data)));
    } catch (EnginesRefused e) {
      throw new StartRefused(EngineFaults.lines(e, around.language()));
    } catch (StoreRefused e) {
      throw new StartRefused(EngineFaults.lines(e, around.language()));
    } catch (DatabaseFailure | IOException e) {
      throw StartFaults.of(settings, e, texts);
    } catch (UncheckedIOException e) {
      throw StartFaults.listen(settings.listen(), e, texts);
    }
  }
}

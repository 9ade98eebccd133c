package dev.afterglow;

import dev.afterglow.cli.generate.OwnServer;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.config.Settings;
import dev.afterglow.config.SettingsReader;
import dev.afterglow.config.SettingsRefused;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.log.LogLevel;
import dev.afterglow.log.Logs;
import dev.afterglow.sql.DataDirectoryInUse;
import dev.afterglow.sql.DatabaseFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads settings and starts servers, and says in plain words why that cannot be. */
final class Start {
  /** EX_SOFTWARE of sysexits.h: a fault of the program, of which a supervisor starts it again. */
  private static final int BROKEN = 70;

  private Start() {}

  /**
   * @param options what the command line said, by the names of settings
   */
  static Settings settings(
      Environment around, Optional<Path> file, Map<String, String> options, String language)
      throws StartRefused {
    try {
      return new SettingsReader(around.environment(), around.workingDirectory())
          .read(file, options);
    } catch (SettingsRefused e) {
      throw new StartRefused(Engines.problems(e, around.time(), language));
    }
  }

  /** A server for {@code afterglow generate}: for this process and this machine alone. */
  static OwnServer.Session own(
      Environment around, Optional<Path> config, Optional<Path> data, String language)
      throws StartRefused {
    Map<String, String> given = new HashMap<>();
    given.put("server.host", "127.0.0.1");
    given.put("server.port", "0");
    given.put("server.public-url", "");
    data.ifPresent(directory -> given.put("data.directory", directory.toString()));
    Settings settings = settings(around, config, given, language);
    Logs.configure(LogLevel.ERROR);
    Server server = server(settings, around, "generate.in-use", ProgramTexts.in(language));
    return new OwnSession(server, settings.storage().directory());
  }

  /**
   * @param inUse the message key for a data directory that another process holds
   */
  static Server server(Settings settings, Environment around, String inUse, ProgramTexts texts)
      throws StartRefused {
    Path data = settings.storage().directory();
    try {
      return Server.start(settings, around, new FatalErrors(Start::endProcess));
    } catch (DataDirectoryInUse _) {
      throw new StartRefused(List.of(texts.text(inUse, data)));
    } catch (EnginesRefused e) {
      throw new StartRefused(e.lines(around.language()));
    } catch (DatabaseFailure | IOException e) {
      throw StartFaults.data(data, e, texts);
    } catch (UncheckedIOException e) {
      throw StartFaults.listen(settings.listen(), e, texts);
    }
  }

  /** At once: what a drain would wait for may be what has died. Nothing is lost by it. */
  private static void endProcess() {
    Logs.settle();
    Runtime.getRuntime().halt(BROKEN);
  }

  private record OwnSession(Server server, Path data) implements OwnServer.Session {
    @Override
    public URI address() {
      return server.address();
    }

    @Override
    public String word() {
      return server.localWord();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}

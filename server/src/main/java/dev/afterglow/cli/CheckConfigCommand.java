package dev.afterglow.cli;

import dev.afterglow.adapters.Engines;
import dev.afterglow.adapters.EnginesRefused;
import dev.afterglow.adapters.ObjectStores;
import dev.afterglow.adapters.StoreRefused;
import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.config.SettingsReader;
import dev.afterglow.config.SettingsRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells every setting, or everything that is wrong with the settings. */
@Command(name = "check-config")
public final class CheckConfigCommand implements Callable<Integer> {
  private final Environment around;
  private final Terminal terminal;
  private final Consumer<String> listening;

  @Option(names = "--config", paramLabel = "FILE", descriptionKey = "option.config")
  private @Nullable Path config;

  /**
   * @param listening looks whether this machine can listen on a host; fails as a start does if not
   */
  public CheckConfigCommand(Environment around, Terminal terminal, Consumer<String> listening) {
    this.around = around;
    this.terminal = terminal;
    this.listening = listening;
  }

  /** Where the OpenID provider has to send browsers back to. */
  private String registration(Settings settings) {
    String base =
        settings
            .listen()
            .publicUrl()
            .map(Object::toString)
            .orElseGet(() -> "http://" + settings.listen().host() + ":" + settings.listen().port());
    return ProgramTexts.in(around.language()).text("check.openid", base + "/console/openid");
  }

  private void listens(Settings.Listen listen) throws StartRefused {
    try {
      listening.accept(listen.host());
    } catch (UncheckedIOException e) {
      throw StartFaults.listen(listen, e, ProgramTexts.in(around.language()));
    }
  }

  @Override
  public Integer call() {
    try {
      SettingsReader reader = new SettingsReader(around.environment(), around.workingDirectory());
      reader.describe(Optional.ofNullable(config)).forEach(terminal::say);
      Settings settings = reader.read(Optional.ofNullable(config), Map.of());
      Engines.check(settings, around);
      ObjectStores.check(settings, around.nanoTime());
      listens(settings.listen());
      settings.openId().ifPresent(_ -> terminal.say(registration(settings)));
      return ExitCode.DONE;
    } catch (StartRefused e) {
      e.lines().forEach(terminal::complain);
      return ExitCode.USAGE;
    } catch (SettingsRefused e) {
      EngineFaults.lines(e, around, around.language()).forEach(terminal::complain);
      return ExitCode.USAGE;
    } catch (EnginesRefused e) {
      EngineFaults.lines(e, around.language()).forEach(terminal::complain);
      return ExitCode.USAGE;
    } catch (StoreRefused e) {
      EngineFaults.lines(e, around.language()).forEach(terminal::complain);
      return ExitCode.USAGE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.afterglow.cli;

import dev.afterglow.accounts.IssuedKey;
import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.cli.terminal.ShellWords;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.log.Logs;
import dev.afterglow.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves until it is told to stop. */
@Command(name = "serve")
public final class ServeCommand implements Callable<Integer> {
  private static final Path USUAL_DATA = Path.of("data");
  private static final String EXAMPLE = "{\"model\": \"sora-2\", \"prompt\": \"瀑布倾泻而下形成彩虹\"}";

  private final Startup startup;
  private final Environment around;
  private final Terminal terminal;
  private final String launcher;

  @Option(names = "--config", paramLabel = "FILE", descriptionKey = "option.config")
  private @Nullable Path config;

  @Option(names = "--host", paramLabel = "HOST", descriptionKey = "serve.host")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", descriptionKey = "serve.port")
  private @Nullable String port;

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "option.data")
  private @Nullable Path data;

  /**
   * @param launcher what the user calls this program by
   */
  public ServeCommand(Startup startup, Terminal terminal, String launcher) {
    this.launcher = launcher;
    this.startup = startup;
    this.around = startup.around();
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Texts texts = ProgramTexts.in(around.language());
    try {
      Settings settings =
          Startup.settings(around, Optional.ofNullable(config), options(), around.language());
      Logs.configure(settings.logLevel());
      serve(startup.server(settings, "serve.in-use", texts), settings, texts);
      return ExitCode.DONE;
    } catch (StartRefused e) {
      e.lines().forEach(terminal::complain);
      return ExitCode.USAGE;
    }
  }

  /** The command that prints the next link, as it can be entered where this server was started. */
  static String consoleCommand(String launcher, Optional<Path> config, Path data) {
    List<String> words = new ArrayList<>(List.of(launcher, "console"));
    config.ifPresent(file -> words.addAll(List.of("--config", file.toString())));
    if (!data.normalize().equals(USUAL_DATA)) {
      words.addAll(List.of("--data", data.toString()));
    }
    return ShellWords.line(words.stream());
  }

  private Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    if (host != null) {
      options.put("server.host", host);
    }
    if (port != null) {
      options.put("server.port", port);
    }
    if (data != null) {
      options.put("data.directory", data.toString());
    }
    return options;
  }

  private void serve(LocalServer server, Settings settings, Texts texts)
      throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              server.drain(settings.listen().drain());
              Logs.settle();
              stopped.countDown();
            }));
    Optional<IssuedKey> first = server.firstKey();
    if (first.isPresent() && settings.bootstrap().key().isEmpty()) {
      terminal.complain(texts.text("serve.first", first.get().secret(), server.address(), EXAMPLE));
      terminal.complain(
          texts.text(
              "serve.console",
              server.firstLink(first.get()),
              consoleCommand(launcher, Optional.ofNullable(config), server.data())));
    }
    server.unfinishable().ifPresent(why -> terminal.complain(texts.text("serve.no-ffmpeg", why)));
    terminal.say(texts.text("serve.listening", server.address())); // scripts read its last word
    stopped.await();
  }
}

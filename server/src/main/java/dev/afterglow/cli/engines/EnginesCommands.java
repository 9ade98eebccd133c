package dev.afterglow.cli.engines;

import dev.afterglow.adapters.Engines;
import dev.afterglow.adapters.EnginesRefused;
import dev.afterglow.cli.EngineFaults;
import dev.afterglow.cli.Startup;
import dev.afterglow.cli.Table;
import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.config.EngineSettings;
import dev.afterglow.config.EngineType;
import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.engines.Engine;
import dev.afterglow.log.LogLevel;
import dev.afterglow.log.Logs;
import dev.afterglow.routing.EngineProbe;
import dev.afterglow.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engines list|test|init}: what makes the films, and whether it does. */
public final class EnginesCommands {
  private EnginesCommands() {}

  /** All of them below {@code engines}. */
  public static CommandLine group(Environment around, Terminal terminal) {
    CommandLine group = new CommandLine(CommandSpec.create().name("engines"));
    group.addSubcommand(helped(new CommandLine(new ListEngines(around, terminal))));
    group.addSubcommand(helped(new CommandLine(new TestEngines(around, terminal))));
    group.addSubcommand(helped(new CommandLine(new Init(around, terminal))));
    return group;
  }

  private static CommandLine helped(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true);
    return command;
  }

  /** What the commands that open engines have in common. */
  abstract static class OverEngines implements Callable<Integer> {
    final Environment around;
    final Terminal terminal;
    final Texts texts;

    @Option(names = "--config", paramLabel = "FILE", descriptionKey = "option.config")
    private @Nullable Path config;

    OverEngines(Environment around, Terminal terminal) {
      this.around = around;
      this.terminal = terminal;
      this.texts = ProgramTexts.in(around.language());
    }

    abstract int with(Settings settings) throws IOException;

    @Override
    public Integer call() {
      Logs.configure(LogLevel.ERROR);
      try {
        return with(
            Startup.settings(around, Optional.ofNullable(config), Map.of(), around.language()));
      } catch (StartRefused e) {
        e.lines().forEach(terminal::complain);
        return ExitCode.USAGE;
      } catch (EnginesRefused e) {
        EngineFaults.lines(e, around.language()).forEach(terminal::complain);
        return ExitCode.USAGE;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** {@code engines list}. */
  @Command(name = "list")
  static final class ListEngines extends OverEngines {
    ListEngines(Environment around, Terminal terminal) {
      super(around, terminal);
    }

    @Override
    int with(Settings settings) throws IOException {
      Table table =
          new Table(
              Stream.of("name", "type", "models", "jobs", "where")
                  .map(column -> texts.text("engines.column-" + column))
                  .toList());
      try (Engines engines = Engines.trial(settings, around)) {
        for (Engine engine : engines.all()) {
          table.row(
              List.of(
                  engine.name(),
                  engines.type(engine.name()),
                  String.join(", ", engines.models(engine.name())),
                  Integer.toString(engine.capacity().running()),
                  settings.engines().stream()
                      .filter(one -> one.name().equals(engine.name()))
                      .flatMap(one -> one.url().stream())
                      .map(Object::toString)
                      .findFirst()
                      .orElse("")));
        }
      }
      terminal.out().print(table.text());
      return ExitCode.DONE;
    }
  }

  /** {@code engines test}. */
  @Command(name = "test")
  static final class TestEngines extends OverEngines {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", descriptionKey = "engines.name")
    private String name = "";

    @Option(names = "--dry-run", descriptionKey = "engines.dry-run")
    private boolean dryRun;

    @Option(names = "--yes", descriptionKey = "engines.yes")
    private boolean yes;

    TestEngines(Environment around, Terminal terminal) {
      super(around, terminal);
    }

    @Override
    int with(Settings settings) throws IOException {
      boolean known =
          name.isEmpty() || settings.engines().stream().anyMatch(one -> one.name().equals(name));
      if (!known || (name.isEmpty() && !dryRun)) {
        terminal.complain(
            texts.text(
                "engines.which",
                String.join(", ", settings.engines().stream().map(EngineSettings::name).toList())));
        return ExitCode.USAGE;
      }
      try (Engines engines = Engines.trial(settings, around)) {
        return dryRun ? check(engines) : order(engines);
      }
    }

    private int check(Engines engines) {
      terminal.out().print(new Coverage(engines, texts).table());
      boolean well = true;
      for (Engine engine : engines.remote()) {
        if (name.isEmpty() || engine.name().equals(name)) {
          EngineProbe answer = EngineProbe.of(engine);
          well &= answer.well();
          terminal.say(engine.name() + ": " + said(answer));
        }
      }
      return well ? ExitCode.DONE : ExitCode.FAILED;
    }

    private String said(EngineProbe answer) {
      return switch (answer.kind()) {
        case WELL -> texts.text("engines.probe-well");
        case SAID, UNREADABLE -> texts.text("engines.probe-said", answer.detail());
        case NOT_ASKED -> texts.text("engines.probe-none");
      };
    }

    private int order(Engines engines) throws IOException {
      Engine engine =
          engines.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
      EngineSettings written =
          engines.settings().engines().stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow();
      TrialOrder order = new TrialOrder(engine, written, around, terminal, texts);
      return order.make(free(name + "-test"), yes);
    }

    /** A file that is not there yet: a film that was paid for overwrites nothing. */
    private Path free(String stem) {
      Path file = around.workingDirectory().resolve(stem + ".mp4");
      for (int number = 2; Files.exists(file); number++) {
        file = around.workingDirectory().resolve(stem + "-" + number + ".mp4");
      }
      return file;
    }
  }

  /** {@code engines init}. */
  @Command(name = "init")
  static final class Init implements Callable<Integer> {
    private final Environment around;
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "TYPE", descriptionKey = "engines.type")
    private String type = "";

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        descriptionKey = "engines.output")
    private @Nullable Path output;

    Init(Environment around, Terminal terminal) {
      this.around = around;
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      Texts texts = ProgramTexts.in(around.language());
      List<String> types = Arrays.stream(EngineType.values()).map(EngineType::word).toList();
      if (!types.contains(type.toLowerCase(Locale.ROOT))) {
        terminal.complain(texts.text("engines.no-type", type, String.join(", ", types)));
        return ExitCode.USAGE;
      }
      String starter = starter(type.toLowerCase(Locale.ROOT));
      if (output == null) {
        terminal.out().print(starter);
        terminal.out().flush();
        return ExitCode.DONE;
      }
      try {
        Files.writeString(
            around.workingDirectory().resolve(output), starter, StandardOpenOption.CREATE_NEW);
        return ExitCode.DONE;
      } catch (FileAlreadyExistsException _) {
        terminal.complain(texts.text("engines.there", output));
        return ExitCode.USAGE;
      }
    }

    private static String starter(String type) throws IOException {
      try (InputStream in =
          EnginesCommands.class.getResourceAsStream("/dev/afterglow/starters/" + type + ".yaml")) {
        if (in == null) {
          throw new IllegalStateException("no starter of " + type);
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}

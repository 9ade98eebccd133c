package dev.afterglow.cli;

import dev.afterglow.backup.Backup;
import dev.afterglow.backup.BackupRefused;
import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.log.LogLevel;
import dev.afterglow.log.Logs;
import dev.afterglow.sql.DatabaseFailure;
import dev.afterglow.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies the data directory, while a server works on it or not. */
@Command(name = "backup")
public final class BackupCommand implements Callable<Integer> {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'afterglow-backup-'uuuuMMdd'T'HHmmss'Z'")
          .withZone(ZoneOffset.UTC);

  /** How long a process that is told to stop waits for its own tidying. */
  private static final long TIDYING_SECONDS = 10;

  private final Environment around;
  private final Terminal terminal;

  @Parameters(index = "0", arity = "0..1", paramLabel = "TARGET", descriptionKey = "backup.target")
  private @Nullable Path target;

  @Option(names = "--config", paramLabel = "FILE", descriptionKey = "option.config")
  private @Nullable Path config;

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "option.data")
  private @Nullable Path data;

  /** Read before the command is: the help, too, is in this language. */
  @Option(names = "--lang", paramLabel = "zh|en", descriptionKey = "option.lang")
  @SuppressWarnings("UnusedVariable") // picocli wants the option to have a place
  private @Nullable String language;

  public BackupCommand(Environment around, Terminal terminal) {
    this.around = around;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Texts texts = ProgramTexts.in(around.language());
    try {
      Settings settings = settings();
      Path directory = directory(settings, texts);
      Path place =
          around
              .workingDirectory()
              .resolve(
                  Optional.ofNullable(target)
                      .orElseGet(() -> Path.of(NAME.format(around.time().instant()))));
      Backup.Summary made = write(settings, directory, place, texts);
      terminal.say(
          texts.text(
              "backup.done", made.place(), made.films(), BackupTexts.megabytes(made.bytes())));
      return ExitCode.DONE;
    } catch (StartRefused e) {
      e.lines().forEach(terminal::complain);
      return ExitCode.USAGE;
    } catch (BackupRefused e) {
      terminal.complain(BackupTexts.refusal(e, texts));
      return BackupTexts.exitCode(e);
    } catch (BackupProgress.Stopped _) {
      return ExitCode.FAILED;
    } catch (IOException | DatabaseFailure e) {
      terminal.complain(texts.text("backup.failed", StartFaults.reason(e, texts)));
      return ExitCode.FAILED;
    }
  }

  private Settings settings() throws StartRefused, IOException {
    Map<String, String> given = data == null ? Map.of() : Map.of("data.directory", data.toString());
    return Startup.settings(around, Optional.ofNullable(config), given, around.language());
  }

  private static Path directory(Settings settings, Texts texts) throws StartRefused {
    Logs.configure(LogLevel.ERROR);
    if (settings.fleet().database().isPresent()) {
      throw new StartRefused(List.of(texts.text("backup.postgresql")));
    }
    Path directory = settings.storage().directory();
    if (!Files.isDirectory(directory) || !Files.exists(new DataDirectory(directory).database())) {
      throw new StartRefused(List.of(texts.text("operator.nothing", directory)));
    }
    return directory;
  }

  private Backup.Summary write(Settings settings, Path directory, Path place, Texts texts)
      throws IOException, BackupRefused {
    CountDownLatch tidied = new CountDownLatch(1);
    try (BackupProgress progress = new BackupProgress(terminal, texts, around.nanoTime())) {
      Thread tidying = new Thread(() -> tidy(progress, tidied), "backup-stop");
      Runtime.getRuntime().addShutdownHook(tidying);
      try {
        Backup.Objects objects =
            settings.store().isPresent()
                ? Backup.Objects.IN_A_BUCKET
                : Backup.Objects.IN_THE_DATA_DIRECTORY;
        return Backup.write(directory, objects, place, around.release(), around.time(), progress);
      } finally {
        tidied.countDown();
        forget(tidying);
      }
    }
  }

  /** A backup that is interrupted leaves nothing behind. */
  private static void tidy(BackupProgress progress, CountDownLatch tidied) {
    progress.stop();
    try {
      var _ = tidied.await(TIDYING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the process is ending, and the hook is what ends it
    }
  }
}

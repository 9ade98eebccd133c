package dev.afterglow.cli;

import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.AuditCommand;
import dev.afterglow.admin.Refusal;
import dev.afterglow.backup.BackupRefused;
import dev.afterglow.backup.Restore;
import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.log.LogLevel;
import dev.afterglow.log.Logs;
import dev.afterglow.sql.DataDirectoryInUse;
import dev.afterglow.text.Language;
import dev.afterglow.text.Texts;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a data directory of a backup, and lets the doctor examine it. */
@Command(name = "restore")
public final class RestoreCommand implements Callable<Integer> {
  private final AdminConnector connector;
  private final Environment around;
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "BACKUP", descriptionKey = "restore.backup")
  private Path backup = Path.of("");

  @Option(names = "--config", paramLabel = "FILE", descriptionKey = "option.config")
  private @Nullable Path config;

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "restore.data")
  private @Nullable Path data;

  /** Read before the command is: the help, too, is in this language. */
  @Option(names = "--lang", paramLabel = "zh|en", descriptionKey = "option.lang")
  @SuppressWarnings("UnusedVariable") // picocli wants the option to have a place
  private @Nullable String language;

  public RestoreCommand(AdminConnector connector, Environment around, Terminal terminal) {
    this.connector = connector;
    this.around = around;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Texts texts = ProgramTexts.in(around.language());
    try {
      Map<String, String> given =
          data == null ? Map.of() : Map.of("data.directory", data.toString());
      Settings settings =
          Startup.settings(around, Optional.ofNullable(config), given, around.language());
      Logs.configure(LogLevel.ERROR);
      if (settings.fleet().database().isPresent()) {
        throw new StartRefused(List.of(texts.text("restore.postgresql")));
      }
      Path directory = settings.storage().directory();
      restore(directory, texts);
      return examine(directory);
    } catch (StartRefused e) {
      e.lines().forEach(terminal::complain);
      return ExitCode.USAGE;
    } catch (BackupRefused e) {
      terminal.complain(BackupTexts.refusal(e, texts));
      return BackupTexts.exitCode(e);
    } catch (IOException e) {
      terminal.complain(texts.text("restore.failed", StartFaults.reason(e, texts)));
      return ExitCode.FAILED;
    }
  }

  private void restore(Path directory, Texts texts)
      throws IOException, BackupRefused, StartRefused {
    Restore.Summary done;
    try (BackupProgress progress = new BackupProgress(terminal, texts, around.nanoTime())) {
      done = Restore.into(around.workingDirectory().resolve(backup), directory, progress);
    } catch (DataDirectoryInUse _) {
      throw new StartRefused(List.of(texts.text("serve.in-use", directory)));
    } catch (NoSuchFileException _) {
      throw new StartRefused(List.of(texts.text("restore.nothing", backup)));
    }
    terminal.say(
        texts.text(
            "restore.done",
            directory,
            done.madeAt(),
            done.files(),
            BackupTexts.megabytes(done.bytes())));
  }

  /** A backup is worth what can be had of it. */
  private int examine(Path directory) throws StartRefused {
    Language spoken = around.language();
    OperatorTexts texts = OperatorTexts.in(spoken);
    DoctorCommand doctor = new DoctorCommand(connector, new CommonOptions(spoken));
    try (AdminSession session =
        connector.open(
            Optional.ofNullable(config),
            Optional.of(directory),
            spoken,
            AdminConnector.Existence.REQUIRED)) {
      return switch (session.execute(new AuditCommand.Examine())) {
        case Done done -> {
          terminal.say(doctor.shown(done.result(), texts).stripTrailing());
          yield doctor.exitCode(done.result());
        }
        case Refusal refusal -> {
          terminal.complain(new RefusalText(spec, texts).of(refusal));
          yield ExitCode.FAILED;
        }
      };
    }
  }
}

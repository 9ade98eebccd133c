package dev.afterglow.cli;

import dev.afterglow.adapters.StoreRefused;
import dev.afterglow.admin.doctor.Report;
import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.log.LogLevel;
import dev.afterglow.log.Logs;
import dev.afterglow.sql.DataCopy;
import dev.afterglow.sql.DataDirectoryInUse;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.DatabaseFailure;
import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Moves a whole installation from its data directory into the PostgreSQL that the settings name.
 * The books are examined before and afterwards; the data directory is only read.
 */
@Command(name = "migrate-data")
public final class MigrateDataCommand implements Callable<Integer> {
  private static final String SOURCE = "sqlite";
  private static final String TARGET = "postgresql";

  private final Environment around;
  private final Terminal terminal;
  private final Opening opening;
  private final Examination examination;

  @Option(names = "--config", paramLabel = "FILE", descriptionKey = "option.config")
  private @Nullable Path config;

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "option.data")
  private @Nullable Path data;

  @Option(
      names = "--from",
      paramLabel = SOURCE,
      required = true,
      descriptionKey = "migrate-data.from")
  private String from = SOURCE;

  @Option(names = "--to", paramLabel = TARGET, required = true, descriptionKey = "migrate-data.to")
  private String to = TARGET;

  /** Read before the command is: the help, too, is in this language. */
  @Option(names = "--lang", paramLabel = "zh|en", descriptionKey = "option.lang")
  @SuppressWarnings("UnusedVariable") // picocli wants the option to have a place
  private @Nullable String language;

  /** Opens the database that the settings name. */
  @FunctionalInterface
  public interface Opening {
    /**
     * With the secrets of the data directory, which every node has to know.
     *
     * @throws DataCopy.NotEmpty if it is in use
     */
    SharedDatabase open(Settings settings, DataDirectory from)
        throws IOException, DataCopy.NotEmpty;
  }

  /** A doctor who looks for files where these settings keep them. */
  @FunctionalInterface
  public interface Examination {
    /**
     * Examines books and files.
     *
     * @param files where they are, unless the settings name a bucket
     */
    Report examine(Settings settings, Database database, DataDirectory files) throws IOException;
  }

  public MigrateDataCommand(
      Environment around, Terminal terminal, Opening opening, Examination examination) {
    this.around = around;
    this.terminal = terminal;
    this.opening = opening;
    this.examination = examination;
  }

  @Override
  public Integer call() {
    Texts texts = ProgramTexts.in(around.language());
    try {
      if (!from.equals(SOURCE) || !to.equals(TARGET)) {
        throw new StartRefused(List.of(texts.text("migrate-data.only")));
      }
      Map<String, String> given =
          data == null ? Map.of() : Map.of("data.directory", data.toString());
      Settings settings =
          Startup.settings(around, Optional.ofNullable(config), given, around.language());
      Logs.configure(LogLevel.ERROR);
      if (settings.fleet().database().isEmpty()) {
        throw new StartRefused(List.of(texts.text("migrate-data.no-database")));
      }
      return move(settings, texts);
    } catch (StartRefused e) {
      e.lines().forEach(terminal::complain);
      return ExitCode.USAGE;
    }
  }

  private int move(Settings settings, Texts texts) throws StartRefused {
    Path directory = settings.storage().directory();
    try {
      if (!DataDirectory.isInUse(directory)) {
        throw new StartRefused(List.of(texts.text("operator.nothing", directory)));
      }
      DataDirectory files = DataDirectory.open(directory);
      try (Database sqlite = Database.sqlite(files.database())) {
        return move(settings, files, sqlite, texts);
      }
    } catch (DataDirectoryInUse _) {
      throw new StartRefused(List.of(texts.text("migrate-data.in-use", directory)));
    } catch (StoreRefused e) {
      throw new StartRefused(EngineFaults.lines(e, around.language()));
    } catch (DatabaseFailure | IOException e) {
      throw StartFaults.of(settings, e, texts);
    }
  }

  private int move(Settings settings, DataDirectory files, Database sqlite, Texts texts)
      throws IOException {
    try (SharedDatabase postgres = opening.open(settings, files)) {
      DataDirectory later = later(settings, files);
      if (!healthy(settings, sqlite, files, "before", texts)
          || !copied(settings, sqlite, files, later, texts)) {
        return ExitCode.FAILED;
      }
      Map<String, Long> copied = DataCopy.copy(sqlite, postgres);
      if (!DataCopy.count(postgres, copied.keySet()).equals(copied)) {
        terminal.complain(texts.text("migrate-data.counts"));
        return ExitCode.FAILED;
      }
      copied.forEach((table, rows) -> {
        if (rows > 0) {
          terminal.say(texts.text("migrate-data.table", table, rows));
        }
      });
      if (!healthy(settings, postgres, later, "after", texts)) {
        return ExitCode.FAILED;
      }
      terminal.say(texts.text("migrate-data.done"));
      return ExitCode.DONE;
    } catch (DataCopy.NotEmpty _) {
      terminal.complain(texts.text("migrate-data.not-empty"));
      return ExitCode.FAILED;
    }
  }

  /** Where the nodes will look for files. */
  private static DataDirectory later(Settings settings, DataDirectory files) throws IOException {
    Optional<Path> shared = settings.fleet().shared().filter(_ -> settings.store().isEmpty());
    return shared.isPresent() ? DataDirectory.openNode(files.root(), shared.get()) : files;
  }

  /** Whether the folder that the nodes share holds the films already; this command copies none. */
  private boolean copied(
      Settings settings, Database sqlite, DataDirectory files, DataDirectory later, Texts texts)
      throws IOException {
    if (later.shared().equals(files.shared())
        || examination.examine(settings, sqlite, later).findings().isEmpty()) {
      return true;
    }
    terminal.complain(texts.text("migrate-data.shared", files.shared(), later.shared()));
    return false;
  }

  /** What is wrong before is not carried on, and what is wrong afterwards is not kept quiet. */
  private boolean healthy(
      Settings settings, Database database, DataDirectory files, String when, Texts texts)
      throws IOException {
    Report report = examination.examine(settings, database, files);
    if (report.findings().isEmpty()) {
      terminal.say(
          texts.text("migrate-data." + when, report.entries(), report.tasks(), report.films()));
      return true;
    }
    terminal.complain(texts.text("migrate-data.findings-" + when, report.findings().size()));
    return false;
  }
}

package dev.afterglow;

import dev.afterglow.adapters.ObjectStores;
import dev.afterglow.admin.doctor.Report;
import dev.afterglow.cli.BackupCommand;
import dev.afterglow.cli.CheckConfigCommand;
import dev.afterglow.cli.DirectoryConnector;
import dev.afterglow.cli.MigrateDataCommand;
import dev.afterglow.cli.OperatorCommands;
import dev.afterglow.cli.PreviewSheetCommand;
import dev.afterglow.cli.RehearseCommand;
import dev.afterglow.cli.RestoreCommand;
import dev.afterglow.cli.ServeCommand;
import dev.afterglow.cli.Startup;
import dev.afterglow.cli.VersionCommand;
import dev.afterglow.cli.engines.EnginesCommands;
import dev.afterglow.cli.generate.GenerateCommand;
import dev.afterglow.cli.terminal.HelpCommand;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.cli.terminal.WrongUsage;
import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.http.Listener;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.log.Logs;
import dev.afterglow.sql.DataCopy;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.text.Texts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. */
@Command(
    name = "afterglow",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  /** How this program was called, for commands that people are told to enter. */
  private static final String LAUNCHER = System.getProperty("afterglow.command", "./afterglow");

  /** EX_SOFTWARE of sysexits.h: a fault of the program, of which a supervisor starts it again. */
  static final int BROKEN = 70;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    // By its name: the class itself, once it is at work, has had the JDK choose already.
    System.setProperty("java.util.logging.manager", Logs.Lasting.class.getName());
    Environment around = Environment.real();
    System.exit(run(around, Terminal.real(), args));
  }

  /** Runs one command. Help, too, is in the language of {@code --lang}, wherever that stands. */
  static int run(Environment around, Terminal terminal, String... args) {
    Environment asked = WrongUsage.named(args).map(around::speaking).orElse(around);
    return commandLine(asked, terminal, args.length == 0 ? "" : args[0]).execute(args);
  }

  /** Every command, ready to be executed. */
  static CommandLine commandLine(Environment around, Terminal terminal) {
    return commandLine(around, terminal, "");
  }

  /**
   * The command with this name, if it is one that people wait for, else every command. The parser
   * takes its time over each that it is given.
   */
  private static CommandLine commandLine(Environment around, Terminal terminal, String first) {
    Texts texts = ProgramTexts.in(around.language());
    Startup startup =
        new Startup(
            around, settings -> Server.start(settings, around, new FatalErrors(Main::endProcess)));
    CommandLine program = new CommandLine(new Main());
    switch (first) {
      case "serve" -> add(program, new ServeCommand(startup, terminal, LAUNCHER), texts);
      case "generate" -> add(program, generate(startup, terminal), texts);
      case "rehearse" -> {
        add(program, new RehearseCommand(startup), texts);
        add(
            program,
            new ServeCommand(startup, terminal, LAUNCHER),
            texts); // what the JVM is to learn
      }
      default -> addAll(program, startup, terminal, texts);
    }
    program.setParameterExceptionHandler(new WrongUsage(around.language()));
    program.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    program.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    program
        .getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
    return program;
  }

  private static void add(CommandLine program, Object command, Texts texts) {
    program.addSubcommand(command);
    program.setResourceBundle(texts.bundle());
  }

  private static void addAll(CommandLine program, Startup startup, Terminal terminal, Texts texts) {
    Environment around = startup.around();
    DirectoryConnector connector =
        new DirectoryConnector(around, settings -> OfflineAdmin.open(settings, around));
    program
        .addSubcommand(new ServeCommand(startup, terminal, LAUNCHER))
        .addSubcommand(generate(startup, terminal))
        .addSubcommand(new CheckConfigCommand(around, terminal, Listener::check))
        .addSubcommand(EnginesCommands.group(around, terminal))
        .addSubcommand(new PreviewSheetCommand(terminal))
        .addSubcommand(new BackupCommand(around, terminal))
        .addSubcommand(new RestoreCommand(connector, around, terminal))
        .addSubcommand(new VersionCommand(around.release(), terminal))
        .addSubcommand(
            new MigrateDataCommand(
                around,
                terminal,
                Main::emptyDatabase,
                (settings, database, files) -> examine(settings, database, files, around)))
        .addSubcommand(new RehearseCommand(startup))
        .addSubcommand(new HelpCommand(program));
    program.setResourceBundle(texts.bundle()); // before those with texts of their own
    program.registerConverter(PreviewSheetCommand.Size.class, PreviewSheetCommand.sizes(texts));
    new OperatorCommands(connector, around.language(), around.time()).addTo(program);
  }

  /** What a data directory is moved into, with the secrets that it has. */
  private static SharedDatabase emptyDatabase(Settings settings, DataDirectory from)
      throws IOException, DataCopy.NotEmpty {
    SharedDatabase database = Database.postgres(Databases.address(settings), FatalErrors.logged());
    try {
      DataCopy.prepare(database); // or the secrets of others would come into the directory
      Databases.agreeOnSecrets(database, from, Environment.real());
      return database;
    } catch (IOException | DataCopy.NotEmpty | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Report examine(
      Settings settings, Database database, DataDirectory files, Environment around)
      throws IOException {
    try (ObjectStores stores =
        ObjectStores.open(settings, files, Optional.empty(), around.nanoTime())) {
      return PartSettings.doctor(database, files, stores, around.time()).examine();
    }
  }

  private static GenerateCommand generate(Startup startup, Terminal terminal) {
    Environment around = startup.around();
    Optional<String> key = Optional.ofNullable(around.environment().get("AFTERGLOW_KEY"));
    return new GenerateCommand(
        startup::own,
        terminal,
        new GenerateCommand.Habits(around.language(), key, LAUNCHER),
        around.nanoTime(),
        around.random());
  }

  /** At once: what a drain would wait for may be what has died. Nothing is lost by it. */
  private static void endProcess() {
    Logs.settle();
    Runtime.getRuntime().halt(BROKEN);
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"afterglow " + Environment.real().release()};
    }
  }
}

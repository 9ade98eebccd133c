package dev.afterglow;

import dev.afterglow.cli.OperatorCommands;
import dev.afterglow.cli.generate.GenerateCommand;
import dev.afterglow.cli.terminal.HelpCommand;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.cli.terminal.WrongUsage;
import dev.afterglow.log.Logs;
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
    return commandLine(asked, terminal).execute(args);
  }

  /** Every command, ready to be executed. */
  static CommandLine commandLine(Environment around, Terminal terminal) {
    ProgramTexts texts = ProgramTexts.in(around.language());
    CommandLine program = new CommandLine(new Main());
    program
        .addSubcommand(new ServeCommand(around, terminal))
        .addSubcommand(generate(around, terminal))
        .addSubcommand(new CheckConfigCommand(around, terminal))
        .addSubcommand(EnginesCommands.group(around, terminal))
        .addSubcommand(new PreviewSheetCommand(terminal))
        .addSubcommand(new VersionCommand(terminal))
        .addSubcommand(new RehearseCommand(around))
        .addSubcommand(new HelpCommand(program));
    program.setResourceBundle(texts.bundle());
    program.registerConverter(PreviewSheetCommand.Size.class, PreviewSheetCommand.sizes(texts));
    new OperatorCommands(new DirectoryConnector(around), around.language(), around.time())
        .addTo(program);
    program.setParameterExceptionHandler(new WrongUsage(around.language()));
    program.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    program.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    program
        .getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
    return program;
  }

  private static GenerateCommand generate(Environment around, Terminal terminal) {
    Optional<String> key = Optional.ofNullable(around.environment().get("AFTERGLOW_KEY"));
    return new GenerateCommand(
        (config, data, language) -> Start.own(around, config, data, language),
        terminal,
        new GenerateCommand.Habits(around.language(), key, LAUNCHER),
        around.nanoTime(),
        around.random());
  }

  /** The release that runs. */
  static String release() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(unpackaged)");
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"afterglow " + release()};
    }
  }
}

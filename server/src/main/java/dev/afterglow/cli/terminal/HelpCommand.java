package dev.afterglow.cli.terminal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

/** Shows the help of the program, or of the command whose words follow, such as key create. */
@Command(name = "help")
public final class HelpCommand implements Callable<Integer> {
  private final CommandLine program;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", descriptionKey = "help.command")
  private List<String> words = List.of();

  /** Only taken: every text is in this language before the options are read. */
  @SuppressWarnings("UnusedVariable") // the parser asks for a place to put it
  @Option(names = "--lang", paramLabel = "zh|en", descriptionKey = "option.lang")
  private @Nullable String language;

  /**
   * @param program what holds all commands, this one too
   */
  public HelpCommand(CommandLine program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    CommandLine asked = program;
    for (String word : words) {
      CommandLine group = asked;
      asked =
          Optional.ofNullable(group.getSubcommands().get(word))
              .orElseThrow(() -> new UnmatchedArgumentException(group, List.of(word)));
    }
    asked.usage(program.getOut());
    return ExitCode.DONE;
  }
}

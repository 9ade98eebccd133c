package dev.afterglow.cli;

import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.Terminal;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says which release runs, and on what. */
@Command(name = "version")
public final class VersionCommand implements Callable<Integer> {
  private final String release;
  private final Terminal terminal;

  public VersionCommand(String release, Terminal terminal) {
    this.release = release;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.say(
        String.format(
            Locale.ROOT,
            "afterglow %s (Java %s, %s %s)",
            release,
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.arch")));
    return ExitCode.DONE;
  }
}

package dev.afterglow.cli;

import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.client.FilmClient;
import dev.afterglow.client.FilmOrder;
import dev.afterglow.client.ServerRefused;
import dev.afterglow.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Starts a server over a directory of its own, again over the same one, asks it a little, and
 * stops. The launcher lets the JVM watch this once, and later starts take a third of the time (JEP
 * 514).
 */
@Command(name = "rehearse", hidden = true)
public final class RehearseCommand implements Callable<Integer> {
  private final Startup startup;

  public RehearseCommand(Startup startup) {
    this.startup = startup;
  }

  @Override
  public Integer call() throws IOException, StartRefused {
    Path data = Files.createTempDirectory("afterglow-rehearsal-");
    Language language = startup.around().language();
    startup.own(Optional.empty(), Optional.of(data), language).close();
    try (LocalServer server = startup.own(Optional.empty(), Optional.of(data), language);
        FilmClient client = new FilmClient(server.address(), server.token(), language.code())) {
      client.submit(new FilmOrder("no-such-model", "-", 4, "720p", "16:9", Optional.empty()), "-");
      return ExitCode.FAILED;
    } catch (ServerRefused _) {
      return ExitCode.DONE; // as it should: nothing is drawn
    } finally {
      delete(data);
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(directory)) {
      all = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}

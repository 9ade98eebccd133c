package dev.afterglow;

import dev.afterglow.admin.Answer;
import dev.afterglow.admin.Operator;
import dev.afterglow.admin.Order;
import dev.afterglow.admin.RemoteOperator;
import dev.afterglow.cli.Desk;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.config.LogLevel;
import dev.afterglow.sql.DataDirectoryInUse;
import dev.afterglow.sql.DatabaseFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands orders to the server that holds the data directory; where none does, carries them out here,
 * by the same code, on a directory that this process holds meanwhile.
 */
final class OperatorDesk implements Desk {
  private final Surroundings around;

  OperatorDesk(Surroundings around) {
    this.around = around;
  }

  @Override
  public Clerk open(Optional<Path> config, Optional<Path> data, String language, Books books)
      throws StartRefused {
    Map<String, String> given =
        data.map(directory -> Map.of("data.directory", directory.toString())).orElse(Map.of());
    Path directory = Start.settings(around, config, given, language).storage().directory();
    Logs.configure(LogLevel.ERROR);
    ProgramTexts texts = ProgramTexts.in(language);
    try {
      Optional<RemoteOperator> server = RemoteOperator.find(directory);
      if (server.isPresent()) {
        return at(server.get());
      }
      if (books == Books.THERE && !DataDirectory.hasDatabase(directory)) {
        throw new StartRefused(List.of(texts.text("operator.nothing", directory)));
      }
      return at(Foundation.open(directory, around));
    } catch (DataDirectoryInUse _) {
      throw new StartRefused(List.of(texts.text("operator.in-use", directory)));
    } catch (DatabaseFailure | IOException | UncheckedIOException e) {
      throw StartFaults.data(directory, e, texts);
    }
  }

  private static Clerk at(RemoteOperator server) {
    return new Borrowed(server, server::close);
  }

  private Clerk at(Foundation base) {
    return new Borrowed(base.office(around), base::close);
  }

  /** An operator, and how to let go of it. */
  private record Borrowed(Operator operator, Runnable letGo) implements Clerk {
    @Override
    public Answer carryOut(Order order) {
      return operator.carryOut(order);
    }

    @Override
    public void close() {
      letGo.run();
    }
  }
}

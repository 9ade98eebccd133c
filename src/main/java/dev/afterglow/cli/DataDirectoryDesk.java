package dev.afterglow.cli;

import dev.afterglow.admin.Answer;
import dev.afterglow.admin.DataDirectory;
import dev.afterglow.admin.Order;
import dev.afterglow.admin.RemoteOperator;
import dev.afterglow.admin.office.LocalOffice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Hands orders to the server that holds the data directory; where none does, carries them out here,
 * by the same code.
 */
public final class DataDirectoryDesk implements Desk {
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param random unpredictable: secrets are made of it
   */
  public DataDirectoryDesk(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Clerk open(Path path) throws IOException {
    Optional<RemoteOperator> server = RemoteOperator.find(path);
    if (server.isPresent()) {
      return new Remote(server.get());
    }
    try {
      return new Local(LocalOffice.open(new DataDirectory(path), clock, random));
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private record Remote(RemoteOperator server) implements Clerk {
    @Override
    public Answer carryOut(Order order) {
      return server.carryOut(order);
    }

    @Override
    public void close() {
      server.close();
    }
  }

  private record Local(LocalOffice office) implements Clerk {
    @Override
    public Answer carryOut(Order order) {
      return office.carryOut(order);
    }

    @Override
    public void close() {
      office.close();
    }
  }
}

package dev.afterglow.cli;

import dev.afterglow.accounts.IssuedKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A server that runs in this process. */
public interface LocalServer extends AutoCloseable {
  /** Where it listens, such as {@code http://127.0.0.1:8080}. */
  URI address();

  /** The bearer token that it takes from this process alone. */
  String token();

  /** Its data directory. */
  Path data();

  /** Makes the first key of an empty data directory; empty if there has been one before. */
  Optional<IssuedKey> firstKey();

  /**
   * Stops: refuses new requests, lets open ones and the steps of tasks finish, and closes the data
   * directory. Tasks under way go on after the next start. Repeatable.
   */
  void drain(Duration patience);

  /** Stops without waiting long. */
  @Override
  void close();
}

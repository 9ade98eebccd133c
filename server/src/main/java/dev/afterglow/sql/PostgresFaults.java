package dev.afterglow.sql;

import dev.afterglow.sql.DatabaseFailure.Obstacle;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the errors of PostgreSQL mean, by their <a
 * href="https://www.postgresql.org/docs/current/errcodes-appendix.html">codes</a>.
 */
final class PostgresFaults {
  /**
   * Serialization failures, deadlocks, locks that were waited for in vain, and a transaction that
   * the server ended because its client was silent for too long.
   */
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03", "25P03");

  /** The server goes down, is starting, has ended this session, or is a standby. */
  private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03", "57P05", "25006");

  private static final String UNIQUE = "23505";

  private PostgresFaults() {}

  /** Whether another transaction was in the way: nothing was kept, and the next try may succeed. */
  static boolean conflict(Throwable failure) {
    return codes(failure).anyMatch(CONFLICTS::contains);
  }

  /** Whether the connection is of no use any more, or none could be had. */
  static boolean disconnected(Throwable failure) {
    return causes(failure)
        .anyMatch(cause -> obstacle(cause).filter(Obstacle.UNREACHABLE::equals).isPresent());
  }

  /** Whether somebody else has just added the same key. */
  static boolean duplicate(Throwable failure) {
    return codes(failure).anyMatch(UNIQUE::equals);
  }

  /** Whether the server itself has said that nothing was kept. */
  static boolean refused(Throwable failure) {
    return codes(failure).findAny().isPresent() && !disconnected(failure);
  }

  /** What this one throwable says about what is in the way, its causes aside. */
  static Optional<Obstacle> obstacle(Throwable one) {
    if (!(one instanceof SQLException e)) {
      return Optional.empty();
    }
    String code = Optional.ofNullable(e.getSQLState()).orElse("");
    if (code.startsWith("08") || GONE.contains(code)) {
      return Optional.of(Obstacle.UNREACHABLE);
    }
    if (code.startsWith("28")) {
      return Optional.of(Obstacle.LOGIN);
    }
    if (code.startsWith("53")) {
      return Optional.of(Obstacle.FULL);
    }
    return switch (code) {
      case "3D000" -> Optional.of(Obstacle.NAME);
      case "42501" -> Optional.of(Obstacle.RIGHTS);
      case "" ->
          e instanceof SQLTransientConnectionException
              ? Optional.of(Obstacle.UNREACHABLE)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static Stream<String> codes(Throwable failure) {
    return causes(failure)
        .flatMap(cause ->
            cause instanceof SQLException e
                ? Optional.ofNullable(e.getSQLState()).stream()
                : Stream.empty());
  }
}

package dev.afterglow.sql;

import dev.afterglow.sql.DatabaseFailure.Obstacle;
import java.io.FileNotFoundException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** A lock was waited for in vain: somebody holds it for long. */
  private static final String LOCKED = "55P03";

  /** The server has ended a statement that took too long. */
  private static final String TOO_LONG = "57014";

  private static final String UNIQUE = "23505";

  /** The driver would not log in: the server wants a password and there is none, for instance. */
  private static final String REJECTED = "08004";

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

  /**
   * Whether somebody holds a lock for so long that the next who wants it will wait in vain, too.
   */
  static boolean locked(Throwable failure) {
    return codes(failure).anyMatch(LOCKED::equals);
  }

  /** Whether a statement took longer than the server lets one take. */
  static boolean tooLong(Throwable failure) {
    return codes(failure).anyMatch(TOO_LONG::equals);
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
    if (code.startsWith("08") && encrypted(e, code)) {
      return Optional.of(Obstacle.TLS);
    }
    if (code.equals(REJECTED)) {
      return Optional.of(Obstacle.LOGIN);
    }
    if (code.startsWith("08") || GONE.contains(code)) {
      return Optional.of(Obstacle.UNREACHABLE);
    }
    if (code.startsWith("28")) {
      return Optional.of(Obstacle.LOGIN);
    }
    if (code.startsWith("53")) {
      return Optional.of(Obstacle.FULL);
    }
    if (CONFLICTS.contains(code) || code.equals(TOO_LONG)) {
      return Optional.of(Obstacle.BUSY);
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

  /**
   * Whether a connection failed for what the two sides think of encryption. A handshake that the
   * network has cut is none of these: it succeeds in the next try.
   */
  private static boolean encrypted(SQLException e, String code) {
    String message = String.valueOf(e.getMessage());
    boolean said = message.contains("SSL");
    return (said && code.equals(REJECTED))
        || message.contains("PgjdbcHostnameVerifier")
        || causes(e.getCause())
            .anyMatch(cause ->
                cause instanceof GeneralSecurityException
                    || (said && cause instanceof FileNotFoundException));
  }

  private static Stream<Throwable> causes(@Nullable Throwable failure) {
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

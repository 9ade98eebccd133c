package dev.afterglow.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How connections to one PostgreSQL are made. Every wait has an end: a network that has become
 * silent is noticed after {@link #SILENCE}, and a client that has become silent in the middle of a
 * transaction loses its locks.
 */
final class PostgresConnections {
  /** Held, or its level would be forgotten with it. */
  private static final Logger CHATTER = Logger.getLogger("com.zaxxer.hikari");

  static { // it warns of every connection that a restart of the database has cut, with wrong advice
    CHATTER.setLevel(Level.SEVERE);
  }

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** The longest wait for the answer to one statement. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** Reports read long, and migrations write long. */
  private static final Duration LONG_SILENCE = Duration.ofMinutes(10);

  /** How long a pool waits for a connection; then the database counts as away. */
  private static final Duration POOL = Duration.ofSeconds(3);

  /** How long a pool waits for a connection that has rested to say that it is still there. */
  private static final Duration ALIVE = Duration.ofSeconds(1);

  /** So much earlier the server ends a statement than its client gives the connection up. */
  private static final Duration SERVER_FIRST = Duration.ofSeconds(2);

  private static final Duration IDLE = Duration.ofMinutes(2);

  /**
   * Statements wait 10 s for locks at most; a transaction whose client says nothing for 5 s is
   * ended, or a node that is stopped in the middle of one would stop all others.
   */
  private static final String LIMITS =
      "-c lock_timeout=10s -c idle_in_transaction_session_timeout=5s -c statement_timeout=";

  /** A migration waits in one transaction for what it does in another. */
  private static final String PATIENT = "-c lock_timeout=1min -c statement_timeout=";

  private final PostgresAddress address;
  private final Duration silence;

  PostgresConnections(PostgresAddress address) {
    this(address, SILENCE);
  }

  /**
   * @param silence the longest wait for the answer to one statement
   */
  PostgresConnections(PostgresAddress address, Duration silence) {
    this.address = address;
    this.silence = silence;
  }

  /** One connection, outside of any pool. */
  Connection open(String purpose) throws SQLException {
    return source(purpose, silence, LIMITS).getConnection();
  }

  /** A source for migrations, which may take long. */
  DataSource patient(String purpose) {
    return source(purpose, LONG_SILENCE, PATIENT);
  }

  /** A pool for works that stay right beside others. */
  HikariDataSource writers(int most) {
    return pool(source("writers", silence, LIMITS), "writers", most, false);
  }

  /** A pool for reads that somebody waits for. */
  HikariDataSource readers(int most) {
    return pool(source("reader", silence, LIMITS), "reader", most, true);
  }

  /** A pool for reads that may take long. */
  HikariDataSource reporters(int most) {
    return pool(source("reporter", LONG_SILENCE, LIMITS), "reporter", most, true);
  }

  /** It opens connections as they are needed, and none at once. */
  private static HikariDataSource pool(
      DataSource source, String purpose, int most, boolean readOnly) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setPoolName("afterglow-" + purpose);
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE.toMillis());
    config.setConnectionTimeout(POOL.toMillis());
    config.setValidationTimeout(ALIVE.toMillis());
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    config.setTransactionIsolation(
        readOnly ? "TRANSACTION_REPEATABLE_READ" : "TRANSACTION_READ_COMMITTED");
    config.setReadOnly(readOnly);
    return new HikariDataSource(config);
  }

  private DataSource source(String purpose, Duration answer, String limits) {
    Properties settings = new Properties();
    address.options().forEach(settings::setProperty);
    PGProperty.APPLICATION_NAME.set(settings, "afterglow " + purpose);
    PGProperty.CONNECT_TIMEOUT.set(settings, Math.toIntExact(CONNECT.toSeconds()));
    PGProperty.LOGIN_TIMEOUT.set(settings, Math.toIntExact(CONNECT.toSeconds()));
    PGProperty.SOCKET_TIMEOUT.set(settings, Math.toIntExact(answer.toSeconds()));
    PGProperty.TCP_KEEP_ALIVE.set(settings, true);
    PGProperty.OPTIONS.set(settings, limits + atServer(answer).toMillis());
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.jdbcUrl());
    for (String name : settings.stringPropertyNames()) {
      set(source, name, settings.getProperty(name));
    }
    source.setUser(address.user());
    address.password().ifPresent(source::setPassword);
    return source;
  }

  /** When the server ends a statement whose answer the client would wait for so long. */
  static Duration atServer(Duration answer) {
    Duration half = answer.dividedBy(2);
    Duration before = answer.minus(SERVER_FIRST);
    return before.compareTo(half) < 0 ? half : before;
  }

  private static void set(PGSimpleDataSource source, String name, String value) {
    try {
      source.setProperty(name, value);
    } catch (SQLException e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}

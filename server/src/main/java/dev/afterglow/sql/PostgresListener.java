package dev.afterglow.sql;

import dev.afterglow.lifecycle.FatalErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Listens on the channel of all nodes, and begins again whenever the connection breaks. */
final class PostgresListener implements SharedDatabase.Listening {
  private static final System.Logger LOG = System.getLogger(PostgresListener.class.getName());
  private static final Duration AFTER_A_FAULT = Duration.ofMillis(500);
  private static final Duration ONE_WAIT = Duration.ofSeconds(1);

  /** A connection over which nothing came for so long is asked whether it is still there. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final PostgresConnections connections;
  private final Consumer<String> heard;
  private final Runnable missed;
  private final FatalErrors fatal;
  private final Thread thread;
  private volatile boolean closed;
  private volatile Optional<Connection> current = Optional.empty();

  private PostgresListener(
      PostgresConnections connections, Consumer<String> heard, Runnable missed, FatalErrors fatal) {
    this.connections = connections;
    this.heard = heard;
    this.missed = missed;
    this.fatal = fatal;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("sql-listener")
            .unstarted(fatal.orEnd("sql-listener", this::run));
  }

  static PostgresListener start(
      PostgresConnections connections, Consumer<String> heard, Runnable missed, FatalErrors fatal) {
    PostgresListener listener = new PostgresListener(connections, heard, missed, fatal);
    listener.thread.start();
    return listener;
  }

  private void run() {
    while (!closed) {
      try (Connection connection = connections.open("listener")) {
        current = Optional.of(connection);
        begin(connection);
        miss();
        hear(connection);
      } catch (SQLException e) {
        if (!closed) {
          LOG.log(System.Logger.Level.DEBUG, "messages of other nodes are missed for now", e);
          miss();
          LockSupport.parkNanos(AFTER_A_FAULT.toNanos());
        }
      }
    }
  }

  /** Whatever somebody has sent, or what is made of it: who listens goes on listening. */
  private void miss() {
    fatal.survive("hearing that messages were missed", missed);
  }

  private static void begin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + PostgresDatabase.CHANNEL);
    }
  }

  private void hear(Connection connection) throws SQLException {
    PGConnection channel = connection.unwrap(PGConnection.class);
    long lastNanos = System.nanoTime();
    while (!closed) {
      PGNotification[] messages = channel.getNotifications(Math.toIntExact(ONE_WAIT.toMillis()));
      if (messages != null && messages.length > 0) {
        for (PGNotification message : messages) {
          fatal.survive("hearing a message", () -> heard.accept(message.getParameter()));
        }
        lastNanos = System.nanoTime();
      } else if (System.nanoTime() - lastNanos > SILENCE.toNanos()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("select 1"); // it throws if nobody answers
        }
        lastNanos = System.nanoTime();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    current.ifPresent(PostgresListener::end);
  }

  private static void end(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "the listener's connection was broken", e);
    }
  }
}

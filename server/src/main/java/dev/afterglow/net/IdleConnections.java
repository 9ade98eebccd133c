package dev.afterglow.net;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Connections to an engine's origin that wait for the next poll. The one used last is given first,
 * and none is kept longer than common servers keep theirs.
 */
final class IdleConnections implements AutoCloseable {
  private static final int MOST = 32;

  /** Uvicorn and Node hang up after 5 s. */
  private static final long LONGEST_NANOS = Duration.ofSeconds(4).toNanos();

  private final Deque<Idle> waiting = new ArrayDeque<>();
  private boolean closed;

  private record Idle(HttpConnection connection, long sinceNanos) {}

  /** The connection used last, if one is still worth trying. */
  synchronized Optional<HttpConnection> take() {
    closeOld();
    return Optional.ofNullable(waiting.pollFirst()).map(Idle::connection);
  }

  /** Keeps a connection whose last answer has been read to its end. */
  synchronized void put(HttpConnection connection) {
    closeOld();
    if (closed || waiting.size() >= MOST) {
      connection.close();
    } else {
      waiting.addFirst(new Idle(connection, System.nanoTime()));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    waiting.forEach(idle -> idle.connection().close());
    waiting.clear();
  }

  private void closeOld() {
    while (!waiting.isEmpty()
        && System.nanoTime() - waiting.getLast().sinceNanos() > LONGEST_NANOS) {
      waiting.removeLast().connection().close();
    }
  }
}

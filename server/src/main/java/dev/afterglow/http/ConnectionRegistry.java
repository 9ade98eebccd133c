package dev.afterglow.http;

import dev.afterglow.http.connection.ClientNetwork;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.quota.FairSemaphore;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The open connections. Stands between Helidon's listener and its HTTP/1.1 connections, so that
 * each runs on a {@link TimedConnection}, and closes those whose clients are late.
 *
 * <p>Connections are shared fairly by address. One beyond its address's share takes the place of
 * the same address's idle one, or else becomes a spare: it gets one answer and is closed. There is
 * a fixed number of spares; a new one closes the oldest that waits for its client. So whoever sends
 * its request at once is always heard, and a probe among them answered.
 */
final class ConnectionRegistry implements ServerConnectionSelector, AutoCloseable {
  /** A deadline is met within a tenth of the shortest bound, at most this late. */
  private static final Duration LONGEST_ROUND = Duration.ofMillis(500);

  private static final Duration SHORTEST_ROUND = Duration.ofMillis(10);

  /** Spare connections, besides all others. */
  static final int SPARES = 256;

  /** Shorter, a connection between two requests may be in the middle of a conversation. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /** How long a new connection waits for one that is being closed. */
  private static final Duration CLOSING = Duration.ofMillis(500);

  private final ServerConnectionSelector http;
  private final HttpLimits limits;
  private final LongSupplier nanoTime;
  private final AcceptedChannels channels;
  private final Predicate<InetAddress> proxies;
  private final FairSemaphore shares;
  private final Newcomers newcomers =
      new Newcomers(Newcomers.FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors());
  private final Set<TimedConnection> open = ConcurrentHashMap.newKeySet();
  private final Queue<TimedConnection> spares = new ConcurrentLinkedQueue<>();

  /** Clients none of whose connections is idle, and until when that is believed. */
  private final Map<String, Long> allBusy = new ConcurrentHashMap<>();

  private final AtomicLong proxied = new AtomicLong();
  private final FatalErrors fatal;
  private final Thread watch;

  /**
   * @param channels those of connections that begin here
   * @param proxies addresses that connect for many clients: each of their connections is a client
   * @param fatal told what the watch has survived; without it no client would have a deadline
   */
  ConnectionRegistry(
      ServerConnectionSelector http,
      HttpLimits limits,
      AcceptedChannels channels,
      Predicate<InetAddress> proxies,
      LongSupplier nanoTime,
      FatalErrors fatal) {
    this.http = http;
    this.limits = limits;
    this.channels = channels;
    this.proxies = proxies;
    this.nanoTime = nanoTime;
    this.fatal = fatal;
    this.watch =
        Thread.ofVirtual().name("http-watch").unstarted(fatal.orEnd("http-watch", this::watch));
    this.shares = new FairSemaphore(limits.connections());
  }

  /** How many connections are open. */
  int count() {
    return open.size();
  }

  Newcomers newcomers() {
    return newcomers;
  }

  void start() {
    watch.start();
  }

  @Override
  public void close() {
    watch.interrupt();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    TimedConnection connection =
        new TimedConnection(
            context, limits, nanoTime, channel(context), client(context), newcomers.newcomer());
    return new Served(connection, http.connection(connection));
  }

  private Optional<SocketChannel> channel(ConnectionContext context) {
    return channels
        .take(context.localPeer().address(), context.remotePeer().address())
        .filter(_ -> !context.isSecure()); // what passes by Helidon is not encrypted
  }

  private String client(ConnectionContext context) {
    InetAddress peer =
        context.remotePeer().address() instanceof InetSocketAddress address
            ? address.getAddress()
            : InetAddress.getLoopbackAddress();
    return proxies.test(peer) ? "proxied " + proxied.incrementAndGet() : ClientNetwork.of(peer);
  }

  /** Whether the connection has a share of its client's, which has to be given back. */
  private boolean takesShare(TimedConnection connection) {
    return shares.tryAcquire(connection.client(), 1)
        || (closesIdleOne(connection.client()) && takesShareOfClosing(connection));
  }

  private boolean takesShareOfClosing(TimedConnection connection) {
    connection.turn().giveUp();
    return shares.tryAcquire(connection.client(), 1, CLOSING);
  }

  /**
   * Whether one of the client's connections was idle, and is closed now. All connections are looked
   * through for it, so a client that has none is not looked for again before {@link #LOOK_AGAIN}.
   */
  private boolean closesIdleOne(String client) {
    long now = nanoTime.getAsLong();
    Long busyUntil = allBusy.get(client);
    if (busyUntil != null && now - busyUntil < 0) {
      return false;
    }
    for (TimedConnection connection : open) {
      if (connection.client().equals(client) && connection.idleFor(IDLE)) {
        connection.close();
        return true;
      }
    }
    allBusy.put(client, now + LOOK_AGAIN.toNanos());
    return false;
  }

  /** Takes the connection in among the spares; whether there is room. */
  private synchronized boolean takesSpare(TimedConnection connection) {
    if (spares.size() >= SPARES && !closesOldestSpare()) {
      return false;
    }
    connection.makeSpare();
    return spares.add(connection);
  }

  private boolean closesOldestSpare() {
    for (Iterator<TimedConnection> each = spares.iterator(); each.hasNext(); ) {
      TimedConnection oldest = each.next();
      if (oldest.waitsForClient()) {
        each.remove();
        oldest.close();
        return true;
      }
    }
    return false;
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(round());
        closeLateOnes();
      }
    } catch (InterruptedException _) {
      // the listener has stopped
    }
  }

  /** Nothing that one connection does may end the watch over all others. */
  private void closeLateOnes() {
    long now = nanoTime.getAsLong();
    allBusy.values().removeIf(until -> now - until >= 0);
    for (TimedConnection connection : open) {
      fatal.survive("the end of a late connection", () -> connection.closeIfLate(now));
    }
  }

  private Duration round() {
    Duration shortest =
        Stream.of(limits.headTime(), limits.bodyTime(), limits.writeTime(), limits.idleTime())
            .min(Duration::compareTo)
            .orElse(LONGEST_ROUND)
            .dividedBy(10);
    Duration bounded = shortest.compareTo(LONGEST_ROUND) > 0 ? LONGEST_ROUND : shortest;
    return bounded.compareTo(SHORTEST_ROUND) < 0 ? SHORTEST_ROUND : bounded;
  }

  /** A connection of Helidon's that is among the open ones while it runs. */
  private final class Served implements ServerConnection, InterruptableTask<Void> {
    private final TimedConnection connection;
    private final ServerConnection inner;

    Served(TimedConnection connection, ServerConnection inner) {
      this.connection = connection;
      this.inner = inner;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      connection.turn().take();
      try {
        handleInTurn(limit);
      } finally {
        connection.turn().settle();
      }
    }

    private void handleInTurn(Limit limit) throws InterruptedException {
      if (takesShare(connection)) {
        try {
          serve(limit);
        } finally {
          shares.release(connection.client(), 1);
        }
      } else if (takesSpare(connection)) {
        try {
          serve(limit);
        } finally {
          spares.remove(connection);
        }
      }
    }

    private void serve(Limit limit) throws InterruptedException {
      open.add(connection);
      try {
        connection.serve(() -> inner.handle(limit));
      } finally {
        open.remove(connection);
      }
    }

    @Override
    public Duration idleTime() {
      return inner.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      inner.close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
      return inner instanceof InterruptableTask<?> task && task.canInterrupt();
    }
  }
}

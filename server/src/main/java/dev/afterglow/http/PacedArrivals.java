package dev.afterglow.http;

import io.helidon.common.socket.SocketOptions;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Paces how fast connections are accepted. The thread that accepts is one of the system's, and so
 * gets its part of the processors whatever else there is to do; the virtual threads that it begins
 * are run first come, first served. Of two thousand clients that connect at once, all would be
 * before the next step of a request that is being answered already. So after a few connections it
 * waits until a virtual thread that it begins then has run: those few are under way by then. The
 * rest waits in the backlog of the system.
 */
final class PacedArrivals implements SocketOptions {
  /** For each processor. */
  static final int FOR_EACH_PROCESSOR = 2;

  /** However far behind the virtual threads are, connections are accepted. */
  static final Duration LONGEST = Duration.ofMillis(100);

  private final SocketOptions options;
  private final AcceptedChannels channels;
  private final int atOnce;
  private final Duration longest;
  private int accepted;

  /**
   * @param options what each connection is set to
   * @param channels where each is found again when it begins
   * @param atOnce how many connections begin at once
   * @param longest how long those before are waited for
   */
  PacedArrivals(SocketOptions options, AcceptedChannels channels, int atOnce, Duration longest) {
    this.options = options;
    this.channels = channels;
    this.atOnce = atOnce;
    this.longest = longest;
  }

  /** Called for each connection by the one thread that accepts. */
  @Override
  public void configureSocket(SocketChannel connection) {
    options.configureSocket(connection);
    channels.add(connection);
    accepted++;
    if (accepted >= atOnce) {
      accepted = 0;
      awaitThoseBefore();
    }
  }

  private void awaitThoseBefore() {
    CountDownLatch run = new CountDownLatch(1);
    Thread.startVirtualThread(run::countDown);
    try {
      run.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Map<SocketOption<?>, Object> socketOptions() {
    return options.socketOptions();
  }

  @Override
  public Duration connectTimeout() {
    return options.connectTimeout();
  }

  @Override
  public Duration readTimeout() {
    return options.readTimeout();
  }

  @Override
  public Optional<Integer> socketReceiveBufferSize() {
    return options.socketReceiveBufferSize();
  }

  @Override
  public Optional<Integer> socketSendBufferSize() {
    return options.socketSendBufferSize();
  }

  @Override
  public boolean socketReuseAddress() {
    return options.socketReuseAddress();
  }

  @Override
  public boolean socketKeepAlive() {
    return options.socketKeepAlive();
  }

  @Override
  public boolean tcpNoDelay() {
    return options.tcpNoDelay();
  }
}

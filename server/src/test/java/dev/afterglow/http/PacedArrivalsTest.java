package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A crowd that connects does not fill the queue in front of those who are here. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PacedArrivalsTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final SocketOptions OPTIONS = SocketOptions.builder().tcpNoDelay(true).build();

  private final AtomicBoolean stop = new AtomicBoolean();

  @AfterEach
  void free() {
    stop.set(true);
  }

  @Test
  void nothingMoreIsAcceptedUntilThoseBeforeAreUnderWay() throws Exception {
    PacedArrivals arrivals = new PacedArrivals(OPTIONS, new AcceptedChannels(), 2, LONG);
    takeAllCarriers();
    accept(arrivals); // one is within the bound, and waits for nobody
    Thread accepting = Thread.ofPlatform().daemon().start(() -> accept(arrivals));
    while (accepting.getState() != Thread.State.TIMED_WAITING) {
      assertTrue(accepting.isAlive(), "it has waited for no virtual thread");
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    stop.set(true);
    assertTrue(accepting.join(LONG));
  }

  @Test
  void connectionsAreAcceptedHoweverFarBehindThoseBeforeAre() throws Exception {
    PacedArrivals arrivals =
        new PacedArrivals(OPTIONS, new AcceptedChannels(), 1, Duration.ofMillis(1));
    takeAllCarriers();
    accept(arrivals);
    assertFalse(runs(), "somebody still has every carrier");
  }

  @Test
  void eachConnectionIsSetUp() throws Exception {
    PacedArrivals arrivals = new PacedArrivals(OPTIONS, new AcceptedChannels(), 2, LONG);
    try (SocketChannel channel = SocketChannel.open()) {
      assertFalse(channel.getOption(java.net.StandardSocketOptions.TCP_NODELAY));
      arrivals.configureSocket(channel);
      assertTrue(channel.getOption(java.net.StandardSocketOptions.TCP_NODELAY));
    }
  }

  private static void accept(PacedArrivals arrivals) {
    try (SocketChannel channel = SocketChannel.open()) {
      arrivals.configureSocket(channel);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Virtual threads that compute without end, until no other one is run. */
  private void takeAllCarriers() throws InterruptedException {
    while (runs()) {
      Thread.startVirtualThread(() -> {
        while (!stop.get()) {
          Thread.onSpinWait();
        }
      });
    }
  }

  /** Whether a virtual thread that begins now has its turn soon. */
  private static boolean runs() throws InterruptedException {
    CountDownLatch run = new CountDownLatch(1);
    Thread.startVirtualThread(run::countDown);
    return run.await(200, TimeUnit.MILLISECONDS);
  }
}

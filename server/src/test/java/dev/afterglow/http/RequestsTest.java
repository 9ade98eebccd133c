package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class RequestsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Requests requests = new Requests();

  @Test
  void stopWaitsForThoseAtWorkAndTakesNoMore() throws Exception {
    assertTrue(requests.enter());
    assertTrue(requests.enter());
    assertFalse(requests.close(Duration.ZERO));
    assertTrue(requests.closed());
    assertFalse(requests.enter());
    requests.leave();
    assertFalse(requests.close(Duration.ofMillis(1)));
    requests.leave();
    assertTrue(requests.close(Duration.ZERO));
  }

  @Test
  void stopWithoutRequestsIsImmediate() throws Exception {
    assertFalse(requests.closed());
    assertTrue(requests.close(Duration.ZERO));
    assertTrue(requests.close(Duration.ZERO));
    assertFalse(requests.enter());
  }

  @RepeatedTest(20)
  void nobodyIsAtWorkAfterTheStop() throws Exception {
    AtomicInteger atWork = new AtomicInteger();
    AtomicInteger passed = new AtomicInteger();
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                Thread.ofVirtual()
                    .start(() -> {
                      while (requests.enter()) {
                        passed.incrementAndGet();
                        atWork.incrementAndGet();
                        Thread.yield();
                        atWork.decrementAndGet();
                        requests.leave();
                      }
                    }))
            .toList();
    while (passed.get() < 100) {
      Thread.yield();
    }
    assertTrue(requests.close(PATIENCE));
    assertEquals(0, atWork.get());
    for (Thread thread : threads) {
      thread.join();
    }
  }
}

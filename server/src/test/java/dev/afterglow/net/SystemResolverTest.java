package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SystemResolverTest {
  private static final int THREADS = 8;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final CountDownLatch stuck = new CountDownLatch(THREADS);
  private final CountDownLatch nameServerIsBack = new CountDownLatch(1);
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  @Test
  void lookUpThatWasGivenUpBeforeItBeganIsNeverMade() throws Exception {
    try (SystemResolver resolver = new SystemResolver(this::lookUp)) {
      List<Thread> patient = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        String name = "slow" + i;
        patient.add(Thread.ofVirtual().start(() -> resolved(resolver, name)));
      }
      assertTrue(stuck.await(LONG.toSeconds(), TimeUnit.SECONDS));
      assertThrows(
          UnknownHostException.class, () -> resolver.resolve("abandoned", Duration.ofMillis(1)));
      nameServerIsBack.countDown();
      for (Thread thread : patient) {
        thread.join();
      }
      assertEquals(1, resolver.resolve("fast", LONG).size());
    }
    assertEquals(THREADS + 1, asked.size());
    assertFalse(asked.contains("abandoned"));
  }

  @Test
  void nameWithoutAnAddressIsUnknown() {
    try (SystemResolver resolver =
        new SystemResolver(name -> {
          throw new UnknownHostException(name);
        })) {
      assertThrows(UnknownHostException.class, () -> resolver.resolve("nowhere", LONG));
    }
  }

  private List<InetAddress> lookUp(String name) throws UnknownHostException {
    asked.add(name);
    if (name.startsWith("slow")) {
      stuck.countDown();
      try {
        nameServerIsBack.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return List.of(InetAddress.getLoopbackAddress());
  }

  private static void resolved(SystemResolver resolver, String name) {
    try {
      resolver.resolve(name, LONG);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}

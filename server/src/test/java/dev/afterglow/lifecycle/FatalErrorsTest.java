package dev.afterglow.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FatalErrorsTest {
  private final AtomicInteger ends = new AtomicInteger();
  private final FatalErrors fatal = new FatalErrors(ends::incrementAndGet);

  @Test
  void aRoundThatFailsIsCountedAndEndsNothing() {
    fatal.survive(
        "a round",
        () -> {
          throw new StackOverflowError("on purpose");
        });
    fatal.survive("a round", () -> {});
    assertEquals(1, fatal.count());
    assertEquals(0, ends.get());
  }

  @Test
  void aLifeThatEndsByThrowingEndsTheProcess() throws Exception {
    Thread thread =
        Thread.ofVirtual()
            .start(
                fatal.orEnd(
                    "a thread",
                    () -> {
                      throw new IllegalStateException("on purpose");
                    }));
    thread.join();
    assertEquals(1, fatal.count());
    assertEquals(1, ends.get());
  }

  @Test
  void aLifeThatIsOverEndsNothing() {
    fatal.orEnd("a thread", () -> {}).run();
    assertEquals(0, fatal.count());
    assertEquals(0, ends.get());
  }

  @Test
  void anEndThatFailsIsNotHidden() {
    FatalErrors broken =
        new FatalErrors(() -> {
          throw new IllegalStateException("no end");
        });
    try {
      broken.fatal("a thread", new OutOfMemoryError("on purpose"));
    } catch (IllegalStateException e) {
      assertEquals("no end", e.getMessage());
    }
    assertEquals(1, broken.count());
  }
}

package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PacedWriterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RATE = 8_192;
  private static final int BLOCK = 128 << 10;

  private final PacedWriter.Pace pace = new PacedWriter.Pace(PATIENCE, RATE);

  /** 3 KB a second: each block within its time, and together not. */
  @Test
  void whoTakesLittleAllTheTimeRunsOutOfIt() {
    long each = Duration.ofSeconds(43).toNanos();
    int blocks = 0;
    while (pace.leftNanos() > each) {
      pace.took(BLOCK, each);
      blocks++;
      assertTrue(blocks < 5, "it goes on for ever");
    }
  }

  @Test
  void whoKeepsThePaceMayGoOnForEver() {
    long each = Duration.ofSeconds(15).toNanos();
    for (int i = 0; i < 1_000; i++) {
      assertTrue(pace.leftNanos() > each);
      pace.took(BLOCK, each);
    }
  }

  @Test
  void whatWasFastEarnsNoLongerPause() {
    for (int i = 0; i < 1_000; i++) {
      pace.took(BLOCK, 1);
    }
    assertEquals(PATIENCE.toNanos(), pace.leftNanos());
  }

  @Test
  void everyAnswerBeginsAnew() {
    pace.took(0, Duration.ofMinutes(5).toNanos());
    assertEquals(1, pace.leftNanos());
    pace.begin();
    assertEquals(PATIENCE.toNanos(), pace.leftNanos());
  }
}

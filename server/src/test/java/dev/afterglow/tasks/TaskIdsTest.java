package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskIdsTest {
  private final ManualClock clock = new ManualClock();
  private final TaskIds ids = new TaskIds(clock, new Random(1));

  @Test
  void timeStandsInTheFirstTenDigitsAsTheSpecificationSays() {
    // The example of github.com/ulid/spec: 1469918176385 is 01ARYZ6S41.
    var atExample = new ManualClock(Instant.ofEpochMilli(1469918176385L));
    String id = new TaskIds(atExample, new Random(1)).next();
    assertEquals("task_01ARYZ6S41", id.substring(0, 15));
    assertEquals(31, id.length());
  }

  @Test
  void idsGrowWithinAMillisecondAcrossMillisecondsAndWhenTheClockStepsBack() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      made.add(ids.next());
      if (i % 1000 == 999) {
        clock.advance(Duration.ofMillis(i == 1999 ? -5000 : 1));
      }
    }
    assertEquals(made.stream().sorted().toList(), made);
    assertEquals(made.size(), new HashSet<>(made).size());
  }

  @Test
  void idsGoOnGrowingWhenTheRandomPartIsUsedUp() {
    RandomGenerator allOnes = () -> -1L;
    var atTheEnd = new TaskIds(clock, allOnes);
    String last = atTheEnd.next();
    String next = atTheEnd.next();
    assertTrue(last.endsWith("ZZZZZZZZZZZZZZZZ"), last);
    assertTrue(next.compareTo(last) > 0, last + " then " + next);
    assertTrue(TaskIds.wellFormed(next), next);
  }

  @Test
  void everyIdMadeIsWellFormed() {
    for (int i = 0; i < 1000; i++) {
      assertTrue(TaskIds.wellFormed(ids.next()));
    }
    assertTrue(TaskIds.wellFormed("task_01K8SGYNNNVBQTXNR4MM964S7K"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "task_",
        "01K8SGYNNNVBQTXNR4MM964S7K",
        "task_01K8SGYNNNVBQTXNR4MM964S7",
        "task_01K8SGYNNNVBQTXNR4MM964S7KK",
        "task_01k8sgynnnvbqtxnr4mm964s7k",
        "TASK_01K8SGYNNNVBQTXNR4MM964S7K",
        "task-01K8SGYNNNVBQTXNR4MM964S7K",
        "task_81K8SGYNNNVBQTXNR4MM964S7K",
        "task_01K8SGYNNNVBQTXNR4MM964SIK",
        "task_01K8SGYNNNVBQTXNR4MM964SLK",
        "task_01K8SGYNNNVBQTXNR4MM964SOK",
        "task_01K8SGYNNNVBQTXNR4MM964SUK",
        " task_01K8SGYNNNVBQTXNR4MM964S7K",
        "task_01K8SGYNNNVBQTXNR4MM964S7K\n",
        "task_01K8SGYNNNVBQTXNR4MM964S7%",
        "task_../../../../etc/passwd0000"
      })
  void everyOtherTextIsMalformed(String text) {
    assertFalse(TaskIds.wellFormed(text));
  }
}

package dev.afterglow.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TaskSpanTest {
  private static final String TASK = "task_01KB4Z9RVG0123456789ABCDEF";

  @Test
  void traceIsTheTasksUlid() {
    assertEquals(
        "019ac9f4e370008458e49ab5d65a99ef".length(), TaskSpan.task(TASK).traceId().length());
    assertEquals("0".repeat(31) + "1", TaskSpan.task("task_" + "0".repeat(25) + "1").traceId());
    assertEquals("f".repeat(32), TaskSpan.task("task_7" + "Z".repeat(25)).traceId());
    assertEquals("0".repeat(30) + "3f", TaskSpan.task("task_" + "0".repeat(24) + "1Z").traceId());
  }

  @Test
  void spansOfATaskDifferAndAreAlwaysTheSame() {
    assertEquals(TaskSpan.request(TASK), TaskSpan.request(TASK));
    assertNotEquals(TaskSpan.request(TASK).spanId(), TaskSpan.task(TASK).spanId());
    assertNotEquals(TaskSpan.attempt(TASK, 1).spanId(), TaskSpan.attempt(TASK, 2).spanId());
    assertTrue(TaskSpan.task(TASK).spanId().matches("[0-9a-f]{16}"));
  }

  @Test
  void jobsAreTheirAttempts() {
    assertEquals(Optional.of(TaskSpan.attempt(TASK, 12)), TaskSpan.ofJob(TASK + "-12"));
    assertEquals(Optional.empty(), TaskSpan.ofJob("trial-1"));
    assertEquals(Optional.empty(), TaskSpan.ofJob(TASK));
  }
}

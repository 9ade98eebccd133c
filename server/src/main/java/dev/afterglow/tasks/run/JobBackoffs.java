package dev.afterglow.tasks.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Which engines do not take which task for now, though they take others. */
final class JobBackoffs {
  /** Until when each engine is not asked, by task and engine. */
  private final Map<String, Map<String, Long>> byTask = new HashMap<>();

  private final LongSupplier nanoTime;

  JobBackoffs(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** This engine is not asked for this task for so long. */
  synchronized void note(String taskId, String engine, Duration pause) {
    byTask
        .computeIfAbsent(taskId, _ -> new HashMap<>())
        .put(engine, nanoTime.getAsLong() + pause.toNanos());
  }

  /** The engines that must not be asked for this task now. */
  synchronized Set<String> of(String taskId) {
    long now = nanoTime.getAsLong();
    Set<String> engines = new HashSet<>();
    byTask
        .getOrDefault(taskId, Map.of())
        .forEach((engine, until) -> {
          if (until - now > 0) {
            engines.add(engine);
          }
        });
    return engines;
  }

  /** How long until the next of them is over; empty if there is none. Forgets those that are. */
  synchronized Optional<Duration> untilNext() {
    long now = nanoTime.getAsLong();
    byTask.values().forEach(engines -> engines.values().removeIf(until -> until - now <= 0));
    byTask.values().removeIf(Map::isEmpty);
    return byTask.values().stream()
        .flatMap(engines -> engines.values().stream())
        .map(until -> Duration.ofNanos(until - now))
        .min(Duration::compareTo);
  }
}

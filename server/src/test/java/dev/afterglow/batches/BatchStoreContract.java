package dev.afterglow.batches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.sql.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that somebody else has moved on since they were seen. */
abstract class BatchStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-29T00:00:00Z");

  private static final BatchLine.Refusal REFUSAL = new BatchLine.Refusal(402, "{}");

  @TempDir Path folder;
  private Database database;
  private BatchStore store;

  private static Batch validating() {
    return new Batch(
        "ann",
        "batch_1",
        "key_1",
        "file_1",
        BatchStatus.VALIDATING,
        "en",
        Optional.empty(),
        Duration.ofDays(1),
        Batch.Counts.NONE,
        new Batch.Times(
            NOW,
            NOW.plus(Duration.ofDays(1)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static BatchLine line(int number) {
    return new BatchLine(
        number,
        "line-" + number,
        100L * number,
        100,
        BatchLine.State.WAITING,
        Optional.empty(),
        Optional.empty());
  }

  abstract Database open(Path folder);

  @BeforeEach
  void open() {
    database = open(folder);
    store = new BatchStore(database, InstantSource.fixed(NOW));
    database.write(tx -> {
      BatchRows.insert(tx, validating(), Optional.empty());
      return true;
    });
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Batch now() {
    return store.find("ann", "batch_1").orElseThrow();
  }

  /** A batch of so many lines that wait. */
  private Batch begun(int lines) {
    store.add(
        validating(), IntStream.rangeClosed(1, lines).mapToObj(BatchStoreContract::line).toList());
    assertTrue(store.begin(validating(), lines));
    return now();
  }

  @Test
  void lateValidationChangesNothing() {
    Batch seen = validating();
    assertTrue(store.beginAnew(seen));
    assertTrue(store.add(seen, List.of(line(1))));
    assertTrue(store.beginAnew(seen), "an examination that broke off");
    assertTrue(store.add(seen, List.of(line(1), line(2))));
    assertTrue(store.begin(seen, 2));

    assertFalse(store.beginAnew(seen));
    assertFalse(store.add(seen, List.of(line(3))));
    assertFalse(store.begin(seen, 3));
    store.fail(seen, "[]");

    Batch now = now();
    assertEquals(BatchStatus.IN_PROGRESS, now.status());
    assertEquals(new Batch.Counts(2, 0, 0), now.counts());
    assertEquals(Optional.empty(), now.errors());
    assertEquals(List.of(line(1), line(2)), store.linesAfter(now, 0, 10));
  }

  /** Another node has begun anew, and forgotten what was noted here. */
  @Test
  void batchBeginsOnlyWithAllOfItsLines() {
    Batch seen = validating();
    assertTrue(store.add(seen, List.of(line(1), line(2))));
    assertTrue(store.beginAnew(seen));
    assertTrue(store.add(seen, List.of(line(1))));
    assertFalse(store.begin(seen, 2));
    assertEquals(BatchStatus.VALIDATING, now().status());
    assertTrue(store.add(seen, List.of(line(1), line(2))), "a line is noted once");
    assertTrue(store.begin(seen, 2));
    assertEquals(List.of(line(1), line(2)), store.linesAfter(now(), 0, 10));
  }

  @Test
  void whatIsNotedTwiceCountsOnce() {
    Batch batch = begun(2);
    assertTrue(store.made(batch, line(1), "task_1"));
    assertTrue(store.made(batch, line(1), "task_1"));
    store.refused(batch, line(1), REFUSAL);
    store.ended(batch, line(1), BatchLine.State.COMPLETED);
    store.ended(batch, line(1), BatchLine.State.FAILED);
    store.refused(batch, line(2), REFUSAL);
    store.refused(batch, line(2), REFUSAL);
    assertEquals(new Batch.Counts(2, 1, 1), now().counts());
  }

  /** There was money for it on one node, and none a moment before on another. */
  @Test
  void taskCountsThoughItsLineWasRefusedElsewhere() {
    Batch batch = begun(1);
    store.refused(batch, line(1), REFUSAL);
    assertTrue(store.made(batch, line(1), "task_1"));
    assertEquals(new Batch.Counts(1, 0, 0), now().counts());
    BatchLine made = store.lines(batch, BatchLine.State.MADE, 1).getFirst();
    assertEquals(Optional.of("task_1"), made.taskId());
    assertEquals(Optional.empty(), made.refusal());
    assertFalse(end(now()), "it has a task that is under way");
    store.ended(batch, line(1), BatchLine.State.COMPLETED);
    assertTrue(end(now()));
  }

  @Test
  void batchThatHasEndedIsNotEndedAgain() {
    Batch batch = begun(1);
    store.refused(batch, line(1), REFUSAL);
    store.finalizing(batch);
    assertTrue(end(now()));
    Batch ended = now();
    assertFalse(end(ended));
    assertEquals(ended, now());
    assertFalse(store.made(batch, line(1), "task_1"), "nobody waits for it");
  }

  private boolean end(Batch seen) {
    return store.end(
        seen, BatchStatus.COMPLETED, new Batch.Counts(1, 1, 0), Optional.empty(), Optional.empty());
  }
}

package dev.afterglow.batches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that somebody else has moved on since they were seen. */
final class BatchStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-29T00:00:00Z");

  @TempDir Path folder;

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

  @Test
  void lateValidationChangesNothing() {
    try (Database database = Database.sqlite(folder.resolve("test.db"))) {
      lateValidationChangesNothing(database);
    }
  }

  @Test
  void lateValidationChangesNothingAmongNodes() {
    try (Database database = TestPostgres.open(folder)) {
      lateValidationChangesNothing(database);
    }
  }

  private static void lateValidationChangesNothing(Database database) {
    Batch seen = validating();
    database.write(tx -> {
      BatchRows.insert(tx, seen, Optional.empty());
      return true;
    });
    BatchStore store = new BatchStore(database, InstantSource.fixed(NOW));
    assertTrue(store.beginAnew(seen));
    assertTrue(store.add(seen, List.of(line(1))));
    assertTrue(store.beginAnew(seen), "an examination that broke off");
    assertTrue(store.add(seen, List.of(line(1), line(2))));
    store.begin(seen, 2);

    assertFalse(store.beginAnew(seen));
    assertFalse(store.add(seen, List.of(line(3))));
    store.begin(seen, 3);
    store.fail(seen, "[]");

    Batch now = store.find("ann", "batch_1").orElseThrow();
    assertEquals(BatchStatus.IN_PROGRESS, now.status());
    assertEquals(new Batch.Counts(2, 0, 0), now.counts());
    assertEquals(Optional.empty(), now.errors());
    assertEquals(List.of(line(1), line(2)), store.linesAfter(now, 0, 10));
  }
}

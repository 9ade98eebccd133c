package dev.afterglow.batches;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.files.DiskSpace;
import dev.afterglow.generation.Principal;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.TestPostgres;
import dev.afterglow.tasks.ManualClock;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that look through one batch at the same moment, on a database that they share. */
final class ValidateAmongNodesTest {
  /** More than are noted at once. */
  private static final int LINES = 1_100;

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();
  private Database database;
  private FileStore files;
  private BatchStore store;
  private Batch batch;

  @BeforeEach
  void open() throws Exception {
    database = TestPostgres.open(folder);
    store = new BatchStore(database, clock);
    files =
        FileStore.open(
            database,
            folder.resolve("files"),
            DiskSpace.endless(),
            clock,
            new UlidGenerator(clock, new Random(1)),
            new FileLimits(1 << 20, 1 << 20, 10));
    byte[] content =
        IntStream.rangeClosed(1, LINES)
            .mapToObj(number -> "line " + number)
            .collect(Collectors.joining("\n"))
            .getBytes(UTF_8);
    Drafting drafting = files.draft("ann", new ByteArrayInputStream(content));
    FileDraft draft = assertInstanceOf(Drafting.Drafted.class, drafting).draft();
    Storing storing = files.keep(draft, "input.jsonl", Duration.ofDays(1));
    String input = assertInstanceOf(Storing.Stored.class, storing).file().id();
    batch = validating(input);
    database.write(tx -> {
      BatchRows.insert(tx, batch, Optional.empty());
      return true;
    });
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Batch validating(String input) {
    return new Batch(
        "ann",
        "batch_1",
        "key_1",
        input,
        BatchStatus.VALIDATING,
        "en",
        Optional.empty(),
        Duration.ofDays(1),
        Batch.Counts.NONE,
        new Batch.Times(
            clock.instant(),
            clock.instant().plus(Duration.ofDays(1)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Validate node(IntConsumer beforeLine) {
    return new Validate(store, files, new Sound(beforeLine), 10_000);
  }

  private void assertWhole() {
    Batch now = store.find("ann", "batch_1").orElseThrow();
    assertEquals(BatchStatus.IN_PROGRESS, now.status());
    assertEquals(new Batch.Counts(LINES, 0, 0), now.counts());
    List<BatchLine> lines = store.linesAfter(now, 0, 2 * LINES);
    assertEquals(
        IntStream.rangeClosed(1, LINES).boxed().toList(),
        lines.stream().map(BatchLine::number).toList());
  }

  /** One begins anew when the other is at its last line, and would forget what that has noted. */
  @Test
  void nodeThatEndsFirstLosesNoLine() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch otherIsDone = new CountDownLatch(1);
    Validate late =
        node(number -> {
          if (number == 1) {
            begun.countDown();
            passed(otherIsDone);
          }
        });
    try (ExecutorService nodes = Executors.newFixedThreadPool(1)) {
      List<Future<?>> second = new ArrayList<>();
      Validate first =
          node(number -> {
            if (number == LINES) {
              second.add(
                  nodes.submit(() -> {
                    late.take(batch);
                    return true;
                  }));
              passed(begun);
            }
          });
      first.take(batch);
      otherIsDone.countDown();
      second.getFirst().get(1, TimeUnit.MINUTES);
    }
    assertWhole();
  }

  @Test
  void nodesThatLookThroughOneBatchAtOnceNoteEachLineOnce() throws Exception {
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(
            nodes.submit(() -> {
              node(_ -> {}).take(batch);
              return true;
            }));
      }
      for (Future<Boolean> one : all) {
        assertTrue(one.get(1, TimeUnit.MINUTES));
      }
    }
    assertWhole();
  }

  private static void passed(CountDownLatch latch) {
    try {
      assertTrue(latch.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Finds nothing wrong with any line. */
  private record Sound(IntConsumer beforeLine) implements LineRequests {
    @Override
    public Checked check(int number, byte[] line, String language) {
      beforeLine.accept(number);
      return new Checked.Sound("line-" + number);
    }

    @Override
    public Fault fault(FileFault fault, OptionalInt line, long most, String language) {
      throw new AssertionError(fault);
    }

    @Override
    public String errors(List<Fault> faults) {
      throw new AssertionError(faults);
    }

    @Override
    public Asked ask(Batch batch, Optional<Principal> who, String key, byte[] line) {
      throw new AssertionError(key);
    }

    @Override
    public BatchLine.Refusal broken(Batch batch) {
      throw new AssertionError(batch);
    }

    @Override
    public Written write(Batch batch, BatchLine line) {
      throw new AssertionError(line);
    }
  }
}

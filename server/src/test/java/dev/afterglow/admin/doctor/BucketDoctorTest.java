package dev.afterglow.admin.doctor;

import static dev.afterglow.sql.Statements.change;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.admin.doctor.Finding.Kind;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.objects.ObjectStore;
import dev.afterglow.objects.Staging;
import dev.afterglow.objects.s3.Bucket;
import dev.afterglow.objects.s3.ScriptedStore;
import dev.afterglow.objects.s3.TestBuckets;
import dev.afterglow.sql.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds in a bucket, and what it puts right there. */
final class BucketDoctorTest {
  private static final Instant NOW = Instant.now();
  private static final String PREFIX = "some/prefix/";
  private static final String DONE = "task_01JD0000000000000000000DNE";
  private static final String GONE = "task_01JD0000000000000000000GNE";
  private static final String NOBODY = "task_01JD0000000000000000000NBD";
  private static final String FILE = "file-01JD0000000000000000000ABC";
  private static final long PRICE = 800_000;

  @TempDir Path folder;
  private ScriptedStore server;
  private Bucket bucket;
  private Database database;
  private Ledger ledger;
  private Doctor doctor;

  @BeforeEach
  void oneFilmIsThere() throws Exception {
    server = ScriptedStore.start();
    bucket = TestBuckets.open(server);
    database = Database.sqlite(folder.resolve("afterglow.db"));
    ledger = new Ledger(database);
    Path staging = Files.createDirectories(folder.resolve("videos/staging"));
    ObjectStore everything = bucket.store("", Staging.at(staging));
    doctor =
        new Doctor(
            database,
            new BucketFiles(everything, staging, InstantSource.fixed(NOW)),
            InstantSource.fixed(NOW));
    database.write(tx -> ledger.credit(tx, "o1", "r1", 1_000_000_000, "test", NOW));
    completed(DONE);
    server.plant(PREFIX + "films/NE/" + DONE + ".mp4", new byte[5]);
    server.plant(PREFIX + "pictures/" + DONE, new byte[1]);
    server.plant(PREFIX + "uploads/owners/o1/up_" + "0".repeat(42) + ".png", new byte[0]);
    server.plant(PREFIX + "uploads/00/up_" + "0".repeat(42) + ".png", new byte[3]);
    server.plant("elsewhere/secret", new byte[1]);
  }

  @AfterEach
  void close() {
    database.close();
    bucket.close();
    server.close();
  }

  @Test
  void whatAgreesIsLeftAlone() {
    Report report = doctor.examine();
    assertEquals(List.of(), report.findings());
    assertEquals(1, report.films());
    assertEquals(0, doctor.compare());
  }

  @Test
  void bothSidesAreSwept() throws Exception {
    completed(GONE);
    server.plant(PREFIX + "films/BD/" + NOBODY + ".mp4", new byte[7]);
    server.plant(PREFIX + "films/BD/" + NOBODY + ".webp", new byte[7]);
    server.plant(PREFIX + "notes.txt", new byte[2]);
    server.plant(PREFIX + "films/BD/notes.txt", new byte[4]);
    Files.write(folder.resolve("videos/staging/" + NOBODY + ".1.mp4"), new byte[1]);
    sql(
        "insert into stored_file (owner_id, id, purpose, name, bytes, created_ms, expires_ms)"
            + " values ('o1', ?, 'batch', 'a', 9, 0, 0)",
        FILE);
    begin();
    assertEquals(
        Set.of(
            new Finding(Kind.FILM, GONE, "5 bytes", "-"),
            new Finding(Kind.FILM_WITHOUT_TASK, NOBODY, "-", "7 bytes"),
            new Finding(Kind.DRAFT, "videos/staging/" + NOBODY + ".1.mp4", "-", "file"),
            new Finding(Kind.STRANGER, "films/BD/notes.txt", "-", "4 bytes"),
            new Finding(Kind.STRANGER, "notes.txt", "-", "2 bytes"),
            new Finding(Kind.FILE, FILE, "9 bytes", "-")),
        new HashSet<>(doctor.examine().findings()),
        "an upload that may be going on is none");
    server.begunAt(NOW.minus(Duration.ofHours(2)));
    Report report = doctor.examine();
    assertTrue(report.findings().stream().anyMatch(one -> one.kind() == Kind.UPLOAD));

    List<String> lost = new ArrayList<>();
    List<Finding> repaired = doctor.repair(report, (owner, task) -> lost.add(owner + " " + task));
    assertEquals(
        Set.of(Kind.FILM, Kind.FILM_WITHOUT_TASK, Kind.DRAFT, Kind.UPLOAD),
        Set.copyOf(repaired.stream().map(Finding::kind).toList()));
    assertEquals(List.of("o1 " + GONE), lost);
    assertEquals(0, server.unfinished());
    assertFalse(Files.exists(folder.resolve("videos/staging/" + NOBODY + ".1.mp4")));
    assertFalse(server.keys().stream().anyMatch(key -> key.contains(NOBODY)));
    assertTrue(server.keys().contains(PREFIX + "notes.txt"));
    assertTrue(server.keys().contains(PREFIX + "films/NE/" + DONE + ".mp4"));
    assertTrue(server.keys().contains("elsewhere/secret"));
  }

  @Test
  void anEmptyBucketIsAnotherBucketAndNoLossOfEveryFilm() {
    for (int i = 0; i < 20; i++) {
      completed("task_01JD000000000000000000" + (1000 + i));
    }
    server.lose(_ -> true);
    Report report = doctor.examine();
    assertEquals(21, report.findings().size());
    List<String> lost = new ArrayList<>();
    assertEquals(List.of(), doctor.repair(report, (_, task) -> lost.add(task)));
    assertEquals(List.of(), lost);
  }

  @Test
  void aStoreThatIsDownIsTheFindingAndTheBooksAreExaminedAllTheSame() {
    server.always("LIST", ScriptedStore.error(403, "AccessDenied"));
    sql("update balance set balance_micros = balance_micros + 1");
    Set<Kind> kinds = Set.copyOf(doctor.examine().findings().stream().map(Finding::kind).toList());
    assertEquals(Set.of(Kind.STORE, Kind.BALANCE), kinds);
    assertEquals(1, doctor.compare(), "the watch over the books says nothing about the store");
  }

  private void begin() throws Exception {
    server.next("PART", ScriptedStore.error(403, "AccessDenied"));
    server.next("ABORT", ScriptedStore.error(403, "AccessDenied"));
    ObjectStore store = bucket.store("", Staging.open(folder.resolve("other")));
    Path staged = Files.write(store.stage("task_1", ".mp4"), new byte[9 << 20]);
    try {
      store.keep("films/NE/" + DONE + "x.mp4", staged, ObjectStore.Writing.REPLACE);
      throw new AssertionError("kept");
    } catch (dev.afterglow.objects.StoreUnavailable _) {
      assertEquals(1, server.unfinished());
    }
  }

  private void completed(String taskId) {
    database.write(tx -> ledger.hold(tx, "o1", "k1", taskId, PRICE, NOW));
    sql(
        "insert into task (owner_id, id, revision, key_id, state, attempt, cell, model,"
            + " resolution, orientation, seconds, seed, progress, cancel_requested,"
            + " estimated_seconds, price_micros, charged_micros, created_ms, prompt)"
            + " values ('o1', ?, 1, 'k1', 'working', 0, 'sora-2/720p/landscape/8/text', 'sora-2',"
            + " '720p', 'LANDSCAPE', 8, 1, 0, 0, 10, ?, 0, ?, 'waterfall')",
        taskId,
        PRICE,
        NOW.toEpochMilli());
    database.write(tx -> ledger.settle(tx, taskId, PRICE, NOW));
    sql(
        "update task set state = 'completed', ended_ms = ?, expires_ms = ?, film_bytes = 5,"
            + " charged_micros = ? where id = ?",
        NOW.toEpochMilli(),
        NOW.plus(Duration.ofHours(24)).toEpochMilli(),
        PRICE,
        taskId);
  }

  private void sql(String text, Object... values) {
    database.write(tx -> change(tx, text, values));
  }
}

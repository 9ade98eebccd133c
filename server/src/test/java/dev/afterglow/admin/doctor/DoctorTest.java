package dev.afterglow.admin.doctor;

import static dev.afterglow.sql.Statements.change;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.admin.doctor.Finding.Kind;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.films.DiskFilmStore;
import dev.afterglow.films.FilmStore;
import dev.afterglow.films.Variant;
import dev.afterglow.ledger.IssuedCode;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.sql.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofHours(24));
  private static final String RUNNING = id("RAN");
  private static final String DONE = id("DNE");
  private static final long PRICE = 800_000;

  @TempDir Path folder;
  private Database database;
  private Ledger ledger;
  private FilmStore videos;
  private Doctor doctor;

  @BeforeEach
  void oneTaskRunsAndOneIsDone() throws Exception {
    database = Database.sqlite(folder.resolve("afterglow.db"));
    ledger = new Ledger(database);
    videos = DiskFilmStore.at(folder.resolve("videos"));
    doctor = new Doctor(database, new DataDirectory(folder), InstantSource.fixed(NOW));
    database.write(tx -> ledger.credit(tx, "o1", "r1", 1_000_000_000, "test", NOW));
    task(RUNNING, "working");
    task(DONE, "working");
    complete(DONE, LATER);
    film(DONE, 5);
    Files.write(videos.stage(RUNNING), new byte[3]);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatAgreesIsCountedAndLeftAlone() {
    assertEquals(new Report(List.of(), 2, 1, 2, 1), doctor.examine());
  }

  @Test
  void anUnfinishedTaskHoldsItsPrice() {
    sql("delete from hold where reference = ?", RUNNING);
    sql("update balance set held_micros = 0");
    sql("update key_spend set held_micros = 0, day_micros = 800000");
    finds(Kind.TASK_WITHOUT_HOLD, RUNNING, "800000", "0");
    sql("insert into hold values (?, 'o1', 'k1', 5, 0)", RUNNING);
    sql("update balance set held_micros = 5");
    sql("update key_spend set held_micros = 5, day_micros = 800005");
    finds(Kind.TASK_WITHOUT_HOLD, RUNNING, "800000", "5");
  }

  @Test
  void aHoldBelongsToAnUnfinishedTask() {
    sql("insert into hold values (?, 'o1', 'k1', 7, 0)", DONE);
    sql("update balance set held_micros = held_micros + 7");
    sql("update key_spend set held_micros = held_micros + 7, day_micros = day_micros + 7");
    finds(Kind.HOLD_WITHOUT_TASK, DONE, "0", "7");
  }

  @Test
  void aChargeAndItsTaskAgree() {
    sql("update task set charged_micros = 1 where id = ?", DONE);
    finds(Kind.CHARGE, DONE, "1", "800000");
    sql("update task set charged_micros = ? where id = ?", PRICE, DONE);
    sql("insert into entry values ('lost', 'charge', 'o1', 'k1', -9, 'film', 0)");
    sql("update balance set balance_micros = balance_micros - 9, used_micros = used_micros + 9");
    sql("update key_spend set used_micros = used_micros + 9");
    finds(Kind.CHARGE_WITHOUT_TASK, "lost", "0", "9");
  }

  @Test
  void aFilmIsChargedInFullAndNothingElseIs() {
    String unpaid = id("NPD");
    task(unpaid, "working");
    database.write(tx -> ledger.release(tx, unpaid, NOW));
    sql(
        "update task set state = 'expired', ended_ms = ?, film_bytes = 5 where id = ?",
        NOW.toEpochMilli(),
        unpaid);
    finds(Kind.CHARGE, unpaid, "800000", "0");
    sql("update task set state = 'cancelled' where id = ?", unpaid);
    assertEquals(List.of(), doctor.examine().findings());
    String failed = id("FLD");
    task(failed, "working");
    database.write(tx -> ledger.settle(tx, failed, PRICE, NOW));
    sql(
        "update task set state = 'failed', failure = 'ENGINE_FAILED', ended_ms = ?,"
            + " charged_micros = ? where id = ?",
        NOW.toEpochMilli(),
        PRICE,
        failed);
    finds(Kind.CHARGE, failed, "0", "800000");
  }

  @Test
  void theBooksAddUp() {
    sql("update balance set balance_micros = balance_micros + 1");
    finds(Kind.BALANCE, "o1", "999200000", "999200001");
    sql("update balance set balance_micros = balance_micros - 1, used_micros = 3");
    finds(Kind.USED, "o1", "800000", "3");
  }

  @Test
  void everyFileOfABatchIsThereAndWhole() throws Exception {
    String id = "file-" + "1".repeat(26);
    sql("insert into stored_file values ('o1', ?, 'batch', 'a.jsonl', 3, 0, 9)", id);
    finds(Kind.FILE, id, "3 bytes", "-");
    Path file = Files.createDirectories(folder.resolve("files")).resolve(id);
    Files.write(file, new byte[2]);
    finds(Kind.FILE, id, "3 bytes", "2 bytes");
    Files.write(file, new byte[3]);
    assertEquals(List.of(), doctor.examine().findings());
    Files.createFile(folder.resolve("files").resolve("a.jsonl"));
    finds(Kind.STRANGER, "files/a.jsonl", "-", "0 bytes");
  }

  @Test
  void aBatchCountsItsLinesAndTheirTasksAreThere() {
    sql(
        "insert into batch (owner_id, id, key_id, input_file_id, status, language, output_life_ms,"
            + " total, completed, failed, created_ms, expires_ms, in_progress_ms)"
            + " values ('o1', 'b1', 'k1', 'f1', 'in_progress', 'en', 1, 1, 0, 0, 0, 9, 1)");
    sql(
        "insert into batch_line (owner_id, batch_id, line, custom_id, position, bytes, state,"
            + " task_id) values ('o1', 'b1', 1, 'a', 0, 5, 'made', ?)",
        RUNNING);
    assertEquals(List.of(), doctor.examine().findings());
    sql("update batch_line set state = 'completed'");
    finds(Kind.BATCH, "b1", "0", "1");
    sql("update batch set completed = 1");
    assertEquals(List.of(), doctor.examine().findings());
    sql("update batch_line set task_id = 'lost'");
    finds(Kind.BATCH, "b1", "1", "0");
  }

  @Test
  void whatCountsOnADayIsWhatWasHeldAndChargedOnIt() {
    sql("update key_spend set day_micros = 0");
    finds(Kind.DAY, "k1", "1600000", "0");
    sql("update key_spend set day_micros = 1600001");
    finds(Kind.DAY, "k1", "1600000", "1600001");
  }

  @Test
  void aClockSetBackOverMidnightIsNoDiscrepancy() {
    Instant yesterday = NOW.minus(Duration.ofDays(1));
    String late = id("ZZZ");
    task(late, "running", yesterday);
    assertEquals(List.of(), doctor.examine().findings());
    database.write(tx -> ledger.release(tx, late, yesterday));
    sql("update task set state = 'cancelled', ended_ms = 1 where id = ?", late);
    assertEquals(List.of(), doctor.examine().findings());
    sql("update key_spend set day_micros = 800000");
    finds(Kind.DAY, "k1", "1600000", "800000");
  }

  @Test
  void tasksOfEarlierDaysDoNotCountToday() {
    String next = id("ZZZ");
    task(next, "running", LATER);
    assertEquals(List.of(), doctor.examine().findings());
    sql("update key_spend set day_micros = 1600000");
    finds(Kind.DAY, "k1", "800000", "1600000");
  }

  @Test
  void aCodeIsOpenOrCreditedAndNeverBoth() {
    RedeemCodes codes = new RedeemCodes(database, ledger, InstantSource.fixed(NOW), new Random(1));
    IssuedCode code = codes.create(2_000_000, 1, Optional.empty()).getFirst();
    codes.redeem("o1", code.text());
    assertEquals(List.of(), doctor.examine().findings());
    sql("update redeem_code set redeemed_ms = null, redeemed_by = null");
    finds(Kind.CODE, code.code().id(), "2000000", "0");
    sql("update redeem_code set redeemed_ms = 1, redeemed_by = 'o2'");
    finds(Kind.CODE, code.code().id(), "2000000", "2000000");
  }

  @Test
  void aDamagedDatabaseIsToldAndNothingElse() throws Exception {
    for (int i = 0; i < 400; i++) {
      String id = "task_" + String.format(Locale.ROOT, "%026d", i);
      task(id, "running");
      sql("update task set prompt = ? where id = ?", "p".repeat(2_000), id);
    }
    database.close();
    Path file = folder.resolve("afterglow.db");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = bytes.length / 2; i < bytes.length / 2 + 50_000; i++) {
      bytes[i] = (byte) 0xA5;
    }
    Files.write(file, bytes);
    database = Database.sqlite(file);
    doctor = new Doctor(database, new DataDirectory(folder), InstantSource.fixed(NOW));
    List<Finding> findings = doctor.examine().findings();
    assertFalse(findings.isEmpty());
    assertEquals(List.of(Kind.DATABASE), findings.stream().map(Finding::kind).distinct().toList());
  }

  @Test
  void filesThatNoServerMadeAreStrangers() throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Path shard = Files.createDirectories(folder.resolve("uploads/7K"));
    Files.createFile(pictures.resolve(RUNNING));
    Files.createFile(pictures.resolve(RUNNING + ".part"));
    assertEquals(List.of(), doctor.examine().findings());
    Files.createFile(Files.createDirectory(pictures.resolve("staging")).resolve("x"));
    assertEquals(List.of(), doctor.examine().findings(), "each start clears that away");
    Files.createDirectories(folder.resolve("videos/mine/too"));
    Files.createDirectory(folder.resolve("files"));
    for (String stray :
        List.of(
            "videos/stray",
            "videos/stray.txt",
            "videos/mine/too/a.mp4",
            "videos/films/stray",
            "videos/staging/notes.txt",
            "pictures/stray",
            "pictures/cat.jpg",
            "uploads/stray",
            "uploads/7K/x.sh",
            "uploads/7K/up_1.png",
            "files/stray",
            "mine.tmp")) {
      Path file = Files.write(folder.resolve(stray), new byte[2]);
      finds(Kind.STRANGER, stray, "-", "2 bytes");
      assertEquals(List.of(), doctor.repair(doctor.examine(), (_, _) -> {}), stray);
      assertTrue(Files.exists(file), stray);
      Files.delete(file);
    }
    Files.createDirectories(folder.resolve("videos/films/ZZ/folder"));
    assertEquals(
        List.of("videos/films/ZZ/folder"),
        doctor.examine().findings().stream().map(Finding::subject).toList());
  }

  @Test
  void whatIsLeftOfASmallFileIsADraftAndIsDeleted() throws Exception {
    Path draft = Files.createFile(folder.resolve("admin.token.new"));
    finds(Kind.DRAFT, "admin.token.new", "-", "0 bytes");
    assertEquals(1, doctor.repair(doctor.examine(), (_, _) -> {}).size());
    assertFalse(Files.exists(draft));
  }

  @Test
  void theStillsOfALostFilmGoInTheSameRun() throws Exception {
    videos.keep(DONE, Variant.THUMBNAIL, Files.write(videos.stage(DONE), new byte[3]));
    Path film;
    try (Stream<Path> files = Files.walk(folder.resolve("videos/films"))) {
      film = files.filter(file -> file.toString().endsWith(".mp4")).findAny().orElseThrow();
    }
    Files.delete(film);
    finds(Kind.FILM, DONE, "5 bytes", "-");
    assertEquals(
        1,
        doctor
            .repair(
                doctor.examine(),
                (_, task) -> sql("update task set state = 'expired' where id = ?", task))
            .size());
    assertEquals(List.of(), doctor.examine().findings());
  }

  @Test
  void waitingTasksAreCounted() {
    sql("insert into waiting values ('o1', 2)");
    finds(Kind.WAITING, "o1", "0", "2");
  }

  @Test
  void aFilmIsThereAndWhole() throws Exception {
    videos.delete(DONE); // or the first one stays
    film(DONE, 4);
    finds(Kind.FILM, DONE, "5 bytes", "4 bytes");
    videos.delete(DONE);
    finds(Kind.FILM, DONE, "5 bytes", "-");
  }

  @Test
  void stillsThatOutliveTheirTaskAreFound() throws Exception {
    String gone = id("GNE");
    videos.keep(gone, Variant.SPRITESHEET, Files.write(videos.stage(gone), new byte[3]));
    finds(Kind.FILM_WITHOUT_TASK, gone, "-", "stills");
  }

  @Test
  void aFilmWhoseTimeIsOverMayBeGone() throws Exception {
    sql("update task set expires_ms = ? where id = ?", NOW.toEpochMilli(), DONE);
    videos.delete(DONE);
    assertEquals(List.of(), doctor.examine().findings());
  }

  @Test
  void noFilmIsKeptForNothing() throws Exception {
    film(RUNNING, 9);
    assertEquals(List.of(), doctor.examine().findings(), "its task is about to be completed");
    String stranger = id("GNE");
    film(stranger, 9);
    finds(Kind.FILM_WITHOUT_TASK, stranger, "-", "9 bytes");
    videos.delete(stranger);
    sql("update task set state = 'expired' where id = ?", DONE);
    finds(Kind.FILM_WITHOUT_TASK, DONE, "-", "5 bytes");
  }

  @Test
  void aDraftIsLeftOnlyByAnUnfinishedTask() throws Exception {
    Path draft = videos.stage(DONE);
    Files.write(draft, new byte[1]);
    String name = draft.getFileName().toString();
    finds(Kind.DRAFT, "videos/staging/" + name, "-", "file");
    Files.delete(draft);
    Path stranger = Files.createFile(folder.resolve("videos/films/notes.txt"));
    finds(Kind.STRANGER, "videos/films/notes.txt", "-", "0 bytes");
    Files.delete(stranger);
    assertEquals(List.of(), doctor.examine().findings());
  }

  private void finds(Kind kind, String subject, String expected, String found) {
    assertEquals(List.of(new Finding(kind, subject, expected, found)), doctor.examine().findings());
  }

  private void task(String id, String state) {
    task(id, state, NOW);
  }

  private void task(String id, String state, Instant at) {
    database.write(tx -> ledger.hold(tx, "o1", "k1", id, PRICE, at));
    sql(
        "insert into task (owner_id, id, revision, key_id, state, attempt, cell, model,"
            + " resolution, orientation, seconds, seed, progress, cancel_requested,"
            + " estimated_seconds, price_micros, charged_micros, created_ms, prompt)"
            + " values ('o1', ?, 1, 'k1', ?, 0, 'sora-2/720p/landscape/8/text', 'sora-2', '720p',"
            + " 'LANDSCAPE', 8, 1, 0, 0, 10, ?, 0, ?, 'waterfall')",
        id,
        state,
        PRICE,
        at.toEpochMilli());
  }

  private void complete(String id, Instant expires) {
    database.write(tx -> ledger.settle(tx, id, PRICE, NOW));
    sql(
        "update task set state = 'completed', ended_ms = ?, expires_ms = ?, film_bytes = 5,"
            + " charged_micros = ? where id = ?",
        NOW.toEpochMilli(),
        expires.toEpochMilli(),
        PRICE,
        id);
  }

  private void film(String id, int bytes) throws Exception {
    Path staged = videos.stage(id);
    Files.write(staged, new byte[bytes]);
    videos.keep(id, staged);
  }

  private void sql(String sql, Object... values) {
    database.write(tx -> change(tx, sql, values));
  }

  private static String id(String end) {
    return "task_01JD0000000000000000000" + end;
  }
}

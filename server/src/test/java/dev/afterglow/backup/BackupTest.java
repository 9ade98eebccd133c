package dev.afterglow.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.backup.BackupRefused.Why;
import dev.afterglow.backup.Progress.Stage;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.sql.DataDirectoryInUse;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.DirectoryLock;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.ManualClock;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BackupTest {
  private static final String OWNER = "own_1";
  private static final String RELEASE = "1.2.3";

  @TempDir private Path folder;
  private DataDirectory data;
  private Database database;
  private World world;

  @BeforeEach
  void aServerIsAtWork() throws IOException {
    data = DataDirectory.open(folder.resolve("data"));
    database = Database.sqlite(data.database());
    world = new World(data.root(), database, new FakeEngine("fake", 4));
    world.credit(OWNER, 100 * World.PRICE);
    Files.writeString(data.linkKeys(), "secret of links\n");
    Files.writeString(data.webhookKey(), "secret of webhooks\n");
    Files.createDirectories(data.engine("gpu"));
    Files.writeString(data.engine("gpu").resolve("job.film"), "an engine's own");
    Files.writeString(data.root().resolve("admin.token"), "1 secret");
    Files.createDirectories(data.uploads().resolve("staging"));
    Files.writeString(data.uploads().resolve("staging/half"), "being written");
  }

  @AfterEach
  void theServerStops() {
    database.close();
  }

  private Task film() {
    Task task = world.accepted(OWNER);
    world.finish();
    return world.find(task);
  }

  private Path place(Task task) {
    String id = task.id();
    return data.videos()
        .resolve("films")
        .resolve(id.substring(id.length() - 2))
        .resolve(id + ".mp4");
  }

  private Backup.Summary back(String name, Progress progress) throws IOException, BackupRefused {
    return Backup.write(
        data.root(),
        Backup.Objects.IN_THE_DATA_DIRECTORY,
        folder.resolve(name),
        RELEASE,
        world.clock,
        progress);
  }

  private Why refused(String name, Progress progress) {
    return assertThrows(BackupRefused.class, () -> back(name, progress)).why();
  }

  private Path restored(String name) throws IOException, BackupRefused {
    Path directory = folder.resolve("restored-" + name);
    Restore.into(folder.resolve(name), directory, Progress.NONE);
    return directory;
  }

  private Why notRestored(Path place, Path directory) {
    return assertThrows(BackupRefused.class, () -> Restore.into(place, directory, Progress.NONE))
        .why();
  }

  /** What tasks there are in a directory, once the doctor has found nothing wrong with it. */
  private List<String> soundTasks(Path directory) throws IOException {
    DataDirectory opened = DataDirectory.open(directory);
    try (Database books = Database.sqlite(opened.database())) {
      assertEquals(List.of(), new Doctor(books, opened, world.clock).examine().findings());
      return books.read(
          tx -> Statements.all(tx, row -> row.getString(1), "select id from task order by id"));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "copy.zip"})
  void whatIsRestoredIsWhatWasThere(String name) throws Exception {
    Task first = film();
    Task second = film();
    Task waiting = world.acceptedWithPicture(OWNER);
    Backup.Summary made = back(name, Progress.NONE);
    assertEquals(2, made.films());
    assertEquals(List.of(name, "data"), names(folder));

    Path directory = restored(name);
    assertEquals(
        Stream.of(first, second, waiting).map(Task::id).sorted().toList(), soundTasks(directory));
    DataDirectory back = new DataDirectory(directory);
    for (Task task : List.of(first, second)) {
      Path film = directory.resolve(data.root().relativize(place(task)));
      assertArrayEquals(world.film(task), Files.readAllBytes(film));
    }
    assertEquals("secret of links\n", Files.readString(back.linkKeys()));
    assertEquals("secret of webhooks\n", Files.readString(back.webhookKey()));
    assertEquals("an engine's own", Files.readString(back.engine("gpu").resolve("job.film")));
    assertArrayEquals(
        new byte[] {1, 2, 3}, Files.readAllBytes(back.pictures().resolve(waiting.id())));
    assertFalse(Files.exists(directory.resolve("admin.token")));
    assertFalse(Files.exists(back.uploads().resolve("staging/half")));
  }

  @Test
  void filmsThatComeWhileOthersAreCopiedAreInTheBackup() throws Exception {
    List<Task> films = new ArrayList<>(List.of(film()));
    Progress coming =
        (stage, _, _) -> {
          if (stage == Stage.FILES && films.size() == 1) {
            films.add(film());
          }
        };
    assertEquals(2, back("copy", coming).films());
    assertEquals(films.stream().map(Task::id).sorted().toList(), soundTasks(restored("copy")));
  }

  @Test
  void filmsThatGoWhileOthersAreCopiedAreNotInTheBackup() throws Exception {
    film();
    Task gone = film();
    AtomicInteger told = new AtomicInteger();
    Progress going =
        (stage, _, _) -> {
          if (stage == Stage.FILES && told.incrementAndGet() == 2) {
            world.tasks().delete(OWNER, gone.id());
          }
        };
    assertEquals(1, back("copy", going).films());
    soundTasks(restored("copy"));
  }

  /** Whoever deletes a film deletes its file first, or its row; both are states that end soon. */
  @Test
  void filmThatIsNamedAndGoneIsLookedAtAgain() throws Exception {
    film();
    Task gone = film();
    byte[] bytes = Files.readAllBytes(place(gone));
    Files.delete(place(gone));
    AtomicInteger states = new AtomicInteger();
    InstantSource clock =
        () -> {
          if (states.incrementAndGet() == 3) {
            try {
              Files.write(place(gone), bytes);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
          return ManualClock.START;
        };
    Backup.Summary made =
        Backup.write(
            data.root(),
            Backup.Objects.IN_THE_DATA_DIRECTORY,
            folder.resolve("copy"),
            RELEASE,
            clock,
            Progress.NONE);
    assertEquals(2, made.films());
    assertEquals(3, states.get());
    soundTasks(restored("copy"));
  }

  @Test
  void databaseThatNamesAFilmThatIsGoneMakesNoBackup() throws Exception {
    film();
    Files.delete(place(film()));
    assertEquals(Why.FILE_MISSING, refused("copy", Progress.NONE));
    assertEquals(Why.FILE_MISSING, refused("copy.zip", Progress.NONE));
    assertEquals(List.of("data"), names(folder));
  }

  @Test
  void whereFilmsLieInABucketNoneOfThemIsMissedHere() throws Exception {
    Task kept = film();
    Files.delete(place(kept));
    Backup.Summary made =
        Backup.write(
            data.root(),
            Backup.Objects.IN_A_BUCKET,
            folder.resolve("copy"),
            RELEASE,
            world.clock,
            Progress.NONE);
    assertEquals(0, made.films());
    try (Database books = Database.sqlite(DataDirectory.open(restored("copy")).database())) {
      assertEquals(
          List.of(kept.id()),
          books.read(tx -> Statements.all(tx, row -> row.getString(1), "select id from task")));
    }
  }

  @Test
  void filmThatWasCutShortMakesNoBackup() throws Exception {
    Files.write(place(film()), new byte[] {1});
    assertEquals(Why.FILE_MISSING, refused("copy", Progress.NONE));
  }

  @Test
  void filmWhoseTimeIsOverMayBeGone() throws Exception {
    Task old = film();
    world.clock.advance(World.FILM_LIFE);
    Files.delete(place(old));
    assertEquals(0, back("copy", Progress.NONE).films());
    soundTasks(restored("copy"));
  }

  @Test
  void whoeverStopsLeavesNothing() throws Exception {
    film();
    Progress stop =
        (_, _, _) -> {
          throw new IllegalStateException("stopped");
        };
    assertThrows(IllegalStateException.class, () -> back("copy", stop));
    assertThrows(IllegalStateException.class, () -> back("copy.zip", stop));
    assertEquals(List.of("data"), names(folder));
  }

  @Test
  void whatAKilledBackupHasLeftIsNoBackupAndIsTidiedByTheNext() throws Exception {
    film();
    Path left = Files.createDirectories(folder.resolve("copy.partial/content/videos"));
    Files.writeString(left.resolve("half.mp4"), "half");
    assertEquals(Why.NO_BACKUP, notRestored(folder.resolve("copy.partial"), folder.resolve("x")));
    assertEquals(
        Why.NO_BACKUP, notRestored(folder.resolve("copy.partial/content"), folder.resolve("x")));
    back("copy", Progress.NONE);
    assertEquals(List.of("copy", "data"), names(folder));
    assertFalse(Files.exists(folder.resolve("copy/videos/half.mp4")));
  }

  @Test
  void twoAtOnceDoNotShareAPlace() throws Exception {
    film();
    List<Why> second = new ArrayList<>();
    Progress meanwhile =
        (_, _, _) -> {
          if (second.isEmpty()) {
            second.add(refused("copy", Progress.NONE));
          }
        };
    back("copy", meanwhile);
    assertEquals(List.of(Why.AT_WORK), second);
    assertEquals(Why.TARGET_EXISTS, refused("copy", Progress.NONE));
  }

  @Test
  void placesThatWillNotDoAreRefused() {
    assertEquals(Why.TARGET_EXISTS, refused("data", Progress.NONE));
    assertEquals(Why.TARGET_INSIDE, refused("data/copy", Progress.NONE));
    assertEquals(Why.TARGET_INSIDE, refused("data/videos/copy.zip", Progress.NONE));
    assertEquals(Why.TARGET_FOLDER, refused("nowhere/copy", Progress.NONE));
  }

  @Test
  void nothingIsRestoredOverAnything() throws Exception {
    back("copy", Progress.NONE);
    assertEquals(Why.NOT_EMPTY, notRestored(folder.resolve("copy"), data.root()));
    Path full = Files.createDirectories(folder.resolve("full"));
    Files.writeString(full.resolve("notes.txt"), "mine");
    assertEquals(Why.NOT_EMPTY, notRestored(folder.resolve("copy"), full));
    assertEquals("mine", Files.readString(full.resolve("notes.txt")));
    Path held = folder.resolve("held");
    try (DirectoryLock _ = DirectoryLock.take(held)) {
      assertThrows(
          DataDirectoryInUse.class,
          () -> Restore.into(folder.resolve("copy"), held, Progress.NONE));
    }
    Path mounted = Files.createDirectories(folder.resolve("mounted"));
    Files.createDirectory(mounted.resolve("lost+found"));
    Restore.into(folder.resolve("copy"), mounted, Progress.NONE);
    soundTasks(mounted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"afterglow.db", "link.keys", "SHA256SUMS"})
  void whatIsNotAsItWasIsNotRestored(String name) throws Exception {
    film();
    back("copy", Progress.NONE);
    Path file = folder.resolve("copy").resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertEquals(Why.DAMAGED, notRestored(folder.resolve("copy"), empty));
    assertTrue(names(empty).stream().allMatch("afterglow.lock"::equals), names(empty).toString());
    Files.delete(file);
    assertTrue(
        List.of(Why.DAMAGED, Why.NO_BACKUP).contains(notRestored(folder.resolve("copy"), empty)));
  }

  @Test
  void backupThatLacksAFilmIsNotRestored() throws Exception {
    Task task = film();
    back("copy", Progress.NONE);
    Files.delete(folder.resolve("copy").resolve(data.root().relativize(place(task))));
    assertEquals(Why.DAMAGED, notRestored(folder.resolve("copy"), folder.resolve("x")));
  }

  @Test
  void zipThatIsCutShortIsNotRestored() throws Exception {
    film();
    back("copy.zip", Progress.NONE);
    byte[] bytes = Files.readAllBytes(folder.resolve("copy.zip"));
    Files.write(folder.resolve("copy.zip"), Arrays.copyOf(bytes, bytes.length / 2));
    assertEquals(Why.NO_BACKUP, notRestored(folder.resolve("copy.zip"), folder.resolve("x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside",
        "/etc/outside",
        "videos/films/../../../outside",
        "videos/films/a/./b",
        "files/a\\..\\b",
        "afterglow.lock",
        "afterglow.db-wal",
        "admin.token"
      })
  void listOfFilesLeadsNowhereElse(String path) throws Exception {
    film();
    back("copy", Progress.NONE);
    Path copy = folder.resolve("copy");
    byte[] list =
        (Files.readString(copy.resolve("SHA256SUMS")) + "0".repeat(64) + "  " + path + "\n")
            .getBytes(UTF_8);
    Files.write(copy.resolve("SHA256SUMS"), list);
    String sum = HexFormat.of().formatHex(Manifest.digest().digest(list));
    String text = Files.readString(copy.resolve("BACKUP"));
    Files.writeString(copy.resolve("BACKUP"), text.replaceAll("sums [0-9a-f]{64}", "sums " + sum));
    assertEquals(Why.DAMAGED, notRestored(copy, folder.resolve("x")));
    assertFalse(Files.exists(folder.resolve("outside")));
  }

  @Test
  void backupOfALaterFormIsToldApartFromNoBackup() throws Exception {
    back("copy", Progress.NONE);
    Path file = folder.resolve("copy/BACKUP");
    Files.writeString(file, Files.readString(file).replace("backup 1\n", "backup 2\n"));
    assertEquals(Why.NEWER, notRestored(folder.resolve("copy"), folder.resolve("x")));
  }

  @Test
  void restoreThatWasKilledStopsTheStartAndBeginsAnew() throws Exception {
    Task task = film();
    back("copy", Progress.NONE);
    Path directory = Files.createDirectories(folder.resolve("half"));
    Files.createFile(DataDirectory.restoring(directory));
    Files.createDirectories(directory.resolve("videos/films/ZZ"));
    Files.writeString(directory.resolve("videos/films/ZZ/half.mp4"), "half");
    assertThrows(DataDirectory.UnfinishedRestore.class, () -> DataDirectory.open(directory));
    Restore.into(folder.resolve("copy"), directory, Progress.NONE);
    assertEquals(List.of(task.id()), soundTasks(directory));
  }

  /** So that an operator can check a backup without this program. */
  @Test
  void listOfFilesIsInTheFormOfSha256sum() throws Exception {
    Task task = film();
    back("copy", Progress.NONE);
    Path copy = folder.resolve("copy");
    for (String line : Files.readAllLines(copy.resolve("SHA256SUMS"))) {
      String[] parts = line.split("  ", 2);
      assertEquals(Copied.of(copy.resolve(parts[1])).sha256(), parts[0]);
    }
    assertTrue(Files.readString(copy.resolve("SHA256SUMS")).contains(task.id() + ".mp4\n"));
    assertTrue(Files.readString(copy.resolve("BACKUP")).contains("\nrelease 1.2.3\n"));
  }
}

package dev.afterglow.films;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskFilmStoreTest {
  private static final String TASK = "task_01K8SGYNNNVBQTXNR4MM964S7K";
  private static final byte[] FILM = {1, 2, 3, 4, 5};

  @TempDir Path folder;
  private FilmStore store;

  @BeforeEach
  void open() throws IOException {
    store = DiskFilmStore.at(folder.resolve("videos"));
  }

  @Test
  void theFirstFilmStays() throws IOException {
    keep(TASK);
    Path second = Files.write(store.stage(TASK), new byte[] {9});
    assertEquals(FILM.length, store.keep(TASK, second));
    assertFalse(Files.exists(second));
    try (Film video = store.open(TASK).orElseThrow()) {
      assertArrayEquals(FILM, content(video));
    }
  }

  @Test
  void keptFilmIsReadBack() throws IOException {
    assertEquals(FILM.length, keep(TASK));

    try (Film video = store.open(TASK).orElseThrow()) {
      assertArrayEquals(FILM, content(video));
      assertEquals(5, video.bytes());
    }
    assertEquals(OptionalLong.of(5), store.bytes(TASK));
  }

  @Test
  void stagedFilmIsNotServedBeforeItIsKept() throws IOException {
    Files.write(store.stage(TASK), FILM);

    assertTrue(store.open(TASK).isEmpty());
    assertEquals(OptionalLong.empty(), store.bytes(TASK));
  }

  @Test
  void everyAttemptHasItsOwnStagingFile() {
    assertNotEquals(store.stage(TASK), store.stage(TASK));
  }

  @Test
  void openingSweepsStagingFilesAndLeavesFilms() throws IOException {
    keep(TASK);
    Path stale = Files.write(store.stage(TASK), FILM);

    FilmStore reopened = DiskFilmStore.at(folder.resolve("videos"));

    assertFalse(Files.exists(stale));
    assertTrue(reopened.bytes(TASK).isPresent());
  }

  @Test
  void emptyFilmIsNotKept() throws IOException {
    Path staged = Files.createFile(store.stage(TASK));

    assertThrows(IOException.class, () -> store.keep(TASK, staged));
    assertTrue(store.open(TASK).isEmpty());
  }

  @Test
  void onlyStagingFilesAreKept() throws IOException {
    Path foreign = Files.write(folder.resolve("foreign.mp4"), FILM);

    assertThrows(IllegalArgumentException.class, () -> store.keep(TASK, foreign));
    assertThrows(IllegalArgumentException.class, () -> store.discard(foreign));
    assertTrue(Files.exists(foreign));
  }

  @Test
  void deletedFilmIsGoneForNewReadersAndWholeForOpenOnes() throws IOException {
    keep(TASK);
    try (Film open = store.open(TASK).orElseThrow()) {
      store.delete(TASK);
      store.delete(TASK);

      assertTrue(store.open(TASK).isEmpty());
      assertArrayEquals(FILM, content(open));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "task_",
        "../../etc/passwd",
        "task_01K8SGYNNNVBQTXNR4MM964S7",
        "task_01K8SGYNNNVBQTXNR4MM964S7KK",
        "task_01k8sgynnnvbqtxnr4mm964s7k",
        "task_81K8SGYNNNVBQTXNR4MM964S7K",
        "task_01K8SGYNNNVBQTXNR4MM964S7U",
        "task_01K8SGYNNNVBQTXNR4MM964S/K",
        "task_01K8SGYNNNVBQTXNR4MM9..\\..",
        "task_01K8SGYNNNVBQTXNR4MM964S7\0",
        "task_01K8SGYNNNVBQTXNR4MM964S7K\n",
        "task_01K8SGYNNNVBQTXNR4MM964S7K/../x",
        "video_1K8SGYNNNVBQTXNR4MM964S7K"
      })
  void textThatIsNotATaskIdNeverReachesTheDisk(String id) {
    assertThrows(IllegalArgumentException.class, () -> store.stage(id));
    assertThrows(IllegalArgumentException.class, () -> store.open(id));
    assertThrows(IllegalArgumentException.class, () -> store.bytes(id));
    assertThrows(IllegalArgumentException.class, () -> store.delete(id));
  }

  @Test
  void linkInPlaceOfAFilmIsNotFollowed() throws IOException {
    Path secret = Files.write(folder.resolve("secret"), FILM);
    keep(TASK);
    Path film = onlyFilm();
    Files.delete(film);
    Files.createSymbolicLink(film, secret);

    assertTrue(store.open(TASK).isEmpty());
    store.delete(TASK);
    assertTrue(Files.exists(secret));
  }

  @Test
  void linkInPlaceOfAFolderIsNotFollowed() throws IOException {
    keep(TASK);
    Path shard = onlyFilm().getParent();
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(shard, elsewhere);
    Files.createSymbolicLink(shard, elsewhere);

    assertTrue(store.open(TASK).isEmpty());
    Path staged = Files.write(store.stage(TASK), FILM);
    assertThrows(IOException.class, () -> store.keep(TASK, staged));
  }

  @Test
  void stillsAreKeptOpenedAndDeletedWithTheFilm() throws IOException {
    for (Variant still : List.of(Variant.THUMBNAIL, Variant.SPRITESHEET)) {
      byte[] bytes = {(byte) still.ordinal()};
      store.keep(TASK, still, Files.write(store.stage(TASK), bytes));
      try (Film kept = store.open(TASK, still).orElseThrow()) {
        assertArrayEquals(bytes, content(kept));
      }
    }
    assertTrue(store.open(TASK).isEmpty());
    keep(TASK);
    store.delete(TASK);
    for (Variant variant : Variant.values()) {
      assertTrue(store.open(TASK, variant).isEmpty());
    }
  }

  @Test
  void stillsThatLostTheirFilmAreDeletedToo() throws IOException {
    store.keep(TASK, Variant.THUMBNAIL, Files.write(store.stage(TASK), FILM));
    store.delete(TASK);
    assertTrue(store.open(TASK, Variant.THUMBNAIL).isEmpty());
  }

  private static byte[] content(Film film) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    film.copy(0, film.bytes(), bytes);
    return bytes.toByteArray();
  }

  private long keep(String taskId) throws IOException {
    return store.keep(taskId, Files.write(store.stage(taskId), FILM));
  }

  private Path onlyFilm() throws IOException {
    try (var files = Files.walk(folder.resolve("videos/films"))) {
      return files.filter(Files::isRegularFile).findAny().orElseThrow();
    }
  }
}

package dev.afterglow.videos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoStoreTest {
  private static final String TASK = "task_01K8SGYNNNVBQTXNR4MM964S7K";
  private static final byte[] FILM = {1, 2, 3, 4, 5};

  @TempDir Path folder;
  private VideoStore store;

  @BeforeEach
  void open() throws IOException {
    store = VideoStore.open(folder.resolve("videos"));
  }

  @Test
  void keptFilmIsReadBack() throws IOException {
    assertEquals(FILM.length, keep(TASK));

    try (StoredVideo video = store.read(TASK).orElseThrow()) {
      ByteBuffer bytes = ByteBuffer.allocate(10);
      assertEquals(5, video.channel().read(bytes, 0));
      assertArrayEquals(FILM, Arrays.copyOf(bytes.array(), 5));
      assertEquals(5, video.bytes());
    }
    assertEquals(OptionalLong.of(5), store.bytes(TASK));
  }

  @Test
  void stagedFilmIsNotServedBeforeItIsKept() throws IOException {
    Files.write(store.stage(TASK), FILM);

    assertTrue(store.read(TASK).isEmpty());
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

    VideoStore reopened = VideoStore.open(folder.resolve("videos"));

    assertFalse(Files.exists(stale));
    assertTrue(reopened.bytes(TASK).isPresent());
  }

  @Test
  void emptyFilmIsNotKept() throws IOException {
    Path staged = Files.createFile(store.stage(TASK));

    assertThrows(IOException.class, () -> store.keep(TASK, staged));
    assertTrue(store.read(TASK).isEmpty());
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
    try (StoredVideo open = store.read(TASK).orElseThrow()) {
      store.delete(TASK);
      store.delete(TASK);

      assertTrue(store.read(TASK).isEmpty());
      assertEquals(5, open.channel().read(ByteBuffer.allocate(10), 0));
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
    assertThrows(IllegalArgumentException.class, () -> store.read(id));
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

    assertTrue(store.read(TASK).isEmpty());
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

    assertTrue(store.read(TASK).isEmpty());
    Path staged = Files.write(store.stage(TASK), FILM);
    assertThrows(IOException.class, () -> store.keep(TASK, staged));
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

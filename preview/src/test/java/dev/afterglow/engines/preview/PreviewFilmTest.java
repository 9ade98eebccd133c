package dev.afterglow.engines.preview;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.TimeOfDay;
import dev.afterglow.engines.preview.scene.Weather;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PreviewFilmTest {
  private static final Crew CREW = new Crew(2);
  private static final Space SMALL = new Space(160, 90);
  private static final Scene SCENE = Scenes.of(Place.WATERFALL, TimeOfDay.DAY, Weather.CLEAR, 7);

  @TempDir Path folder;

  @AfterAll
  static void dismiss() {
    CREW.close();
  }

  @Test
  void sameSceneGivesTheSameFile() throws Exception {
    assertArrayEquals(Files.readAllBytes(film("a.mp4")), Files.readAllBytes(film("b.mp4")));
  }

  @Test
  void fileSaysThatItIsAPreview() throws Exception {
    String bytes = new String(Files.readAllBytes(film("a.mp4")), StandardCharsets.ISO_8859_1);
    assertTrue(bytes.contains("Afterglow preview"));
    assertTrue(bytes.indexOf("moov") < bytes.indexOf("mdat"));
  }

  @Test
  void watcherHearsOfEveryPictureInOrder() throws Exception {
    List<Integer> heard = new ArrayList<>();
    preview().write(folder.resolve("a.mp4"), CREW, (done, _) -> heard.add(done));
    assertEquals(30, heard.size());
    assertEquals(1, heard.getFirst());
    assertEquals(30, heard.getLast());
  }

  @Test
  void interruptedFilmLeavesNoFile() throws Exception {
    Path file = folder.resolve("a.mp4");
    Thread drawing = Thread.currentThread();
    assertThrows(
        InterruptedException.class,
        () -> preview().write(file, CREW, (done, _) -> interruptAt(done, drawing)));
    assertFalse(Files.exists(file));
    assertFalse(Thread.interrupted());
  }

  private static void interruptAt(int done, Thread drawing) {
    if (done == 3) {
      drawing.interrupt();
    }
  }

  @Test
  void failingEncoderFailsTheFilm() throws Exception {
    Path taken = Files.writeString(folder.resolve("a.mp4"), "mine");
    assertThrows(
        FileAlreadyExistsException.class, () -> preview().write(taken, CREW, (_, _) -> {}));
    assertEquals("mine", Files.readString(taken));
    assertFalse(Thread.interrupted());
  }

  /** As a machine without the encoder's libraries throws one, or one that is out of memory. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void errorInTheEncoderFailsTheFilmInsteadOfHoldingItUp() {
    Path file = folder.resolve("a.mp4");
    PreviewFilm.Watcher faulty =
        (_, _) -> {
          throw new UnsatisfiedLinkError("no such library");
        };
    assertThrows(UnsatisfiedLinkError.class, () -> preview().write(file, CREW, faulty));
    assertFalse(Files.exists(file));
  }

  private static PreviewFilm preview() {
    return new PreviewFilm(SCENE, SMALL, 1, false, Optional.empty());
  }

  private Path film(String name) throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    preview().write(file, CREW, (_, _) -> {});
    return file;
  }
}

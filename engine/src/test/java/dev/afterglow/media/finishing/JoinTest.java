package dev.afterglow.media.finishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments of one long scene, as an engine makes them that starts from the last picture. */
final class JoinTest {
  private static final int RATE = 24;
  private static final String SCENE = "testsrc2=s=320x192:r=24:d=22";
  private static final TargetFormat WANTED = TargetFormat.of(320, 180, 20);

  @TempDir Path sources;
  @TempDir Path made;
  private TestFilms films;
  private FilmFinisher finisher;
  private Path target;

  @BeforeEach
  void open() throws IOException {
    films = new TestFilms(sources);
    finisher = new FilmFinisher(FfmpegProgram.bundled(), FinishingLimits.DEFAULT);
    target = made.resolve("film.mp4");
  }

  @AfterEach
  void close() {
    finisher.close();
  }

  @Test
  void noPictureIsDoubledOrMissingAcrossTheSeams() throws Exception {
    FilmFacts facts = join(part("a", 0, 192), part("b", 191, 192), part("c", 382, 98));
    assertEquals(480, facts.frames());
    assertEquals(20_000, facts.durationMillis());
    assertEquals(3, facts.segments());
    assertTrue(facts.sound());
    assertShows(480);
    short[] sound = films.sound(target);
    assertEquals(20.0, sound.length / (double) TestFilms.SAMPLE_RATE, 0.03);
    assertContinuous(sound, 20);
  }

  @Test
  void exactSegmentsGiveTheWholeLengthByHoldingTheLastPicture() throws Exception {
    FilmFacts facts = join(part("a", 0, 192), part("b", 191, 192), part("c", 382, 96));
    assertEquals(480, facts.frames());
    assertEquals(20_000, facts.durationMillis());
    assertShows(478);
  }

  @Test
  void silentSegmentIsJoinedWithSoundingOnes() throws Exception {
    Path silent = films.mp4("b", trimmed(191, 294), "");
    FilmFacts facts = join(part("a", 0, 192), silent);
    assertTrue(facts.sound());
    short[] sound = films.sound(target);
    assertContinuous(java.util.Arrays.copyOf(sound, 7 * TestFilms.SAMPLE_RATE), 7);
    assertTrue(loudness(sound, 15 * TestFilms.SAMPLE_RATE) < 20);
  }

  /** Each picture of the film is nearest to the picture of the scene with the same number. */
  private void assertShows(int pictures) throws Exception {
    Path whole = films.mp4("scene", SCENE + ",crop=320:180", "", "-b:v", "8M");
    List<byte[]> scene = films.pictures(whole);
    List<byte[]> film = films.pictures(target);
    assertEquals(480, film.size());
    for (int i = 0; i < pictures; i++) {
      int nearest = i;
      for (int other = Math.max(0, i - 2); other <= i + 2; other++) {
        double distance = TestFilms.difference(film.get(i), scene.get(other));
        if (distance < TestFilms.difference(film.get(i), scene.get(nearest))) {
          nearest = other;
        }
      }
      assertEquals(i, nearest);
    }
  }

  private static void assertContinuous(short[] sound, int seconds) {
    int window = TestFilms.SAMPLE_RATE / 50;
    int end = seconds * TestFilms.SAMPLE_RATE - 2 * window;
    double usual = loudness(sound, TestFilms.SAMPLE_RATE);
    for (int at = window; at < end; at += window) {
      double here = loudness(sound, at);
      String where = here + " of " + usual + " at " + at / (double) TestFilms.SAMPLE_RATE + " s";
      assertTrue(here > 0.5 * usual && here < 1.6 * usual, where);
    }
  }

  /** Root of the mean square of 20 ms. */
  private static double loudness(short[] sound, int at) {
    double sum = 0;
    int window = TestFilms.SAMPLE_RATE / 50;
    for (int i = 0; i < window; i++) {
      sum += (double) sound[at + i] * sound[at + i];
    }
    return Math.sqrt(sum / window);
  }

  private FilmFacts join(Path... segments) throws Exception {
    FinishOutcome outcome =
        finisher.finish(List.of(segments), WANTED, target, ProgressListener.NONE);
    return assertInstanceOf(FinishOutcome.Finished.class, outcome, outcome::toString).facts();
  }

  private Path part(String name, int from, int frames) throws Exception {
    String tone =
        "sine=frequency=440:sample_rate=48000:duration=22,atrim=start="
            + (double) from / RATE
            + ":end="
            + (double) (from + frames) / RATE
            + ",asetpts=PTS-STARTPTS";
    return films.mp4(name, trimmed(from, frames), tone, "-b:v", "4M");
  }

  private static String trimmed(int from, int frames) {
    return SCENE
        + ",trim=start_frame="
        + from
        + ":end_frame="
        + (from + frames)
        + ",setpts=PTS-STARTPTS";
  }
}

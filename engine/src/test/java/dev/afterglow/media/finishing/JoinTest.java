package dev.afterglow.media.finishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments of one long scene, as an engine makes them that starts from the last picture. */
final class JoinTest {
  private static final int RATE = 24;
  private static final int COLUMNS = 10;
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
  void exactSegmentsGiveTheWholeLengthWithNoPictureTwice() throws Exception {
    FilmFacts facts =
        join(WANTED, counted("a", 0, 192), counted("b", 191, 192), counted("c", 382, 96));
    assertEquals(478, facts.frames());
    assertEquals(20_000, facts.durationMillis());
    assertEquals(23.9, facts.framesPerSecond());
    assertEquals(IntStream.range(0, 478).boxed().toList(), numbers());
    assertEvenlyShown(478, 20);
    short[] sound = films.sound(target);
    assertEquals(20.0, sound.length / (double) TestFilms.SAMPLE_RATE, 0.03);
    assertContinuous(sound, 20);
  }

  @Test
  void twoSegmentsOfEightSecondsEndWithTheirOwnLastPicture() throws Exception {
    FilmFacts facts =
        join(TargetFormat.of(320, 180, 16), counted("a", 0, 192), counted("b", 191, 192));
    assertEquals(16_000, facts.durationMillis());
    assertEquals(IntStream.range(0, 383).boxed().toList(), numbers());
    assertEvenlyShown(383, 16);
  }

  @Test
  void oneMorePictureInAnySegmentFillsTheSeam() throws Exception {
    FilmFacts facts =
        join(TargetFormat.of(320, 180, 16), counted("a", 0, 193), counted("b", 192, 192));
    assertEquals(24, facts.framesPerSecond());
    assertEquals(IntStream.range(0, 384).boxed().toList(), numbers());
    assertEvenlyShown(384, 16);
  }

  @Test
  void rateOfTheOperatorsChoiceIsMetByHoldingTheLastPicture() throws Exception {
    FilmFacts facts =
        join(TargetFormat.of(320, 180, 16).at(24), counted("a", 0, 192), counted("b", 191, 192));
    assertEquals(24, facts.framesPerSecond());
    assertEquals(16_000, facts.durationMillis());
    List<Integer> shown = new ArrayList<>(IntStream.range(0, 383).boxed().toList());
    shown.add(382);
    assertEquals(shown, numbers());
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

  /** Each picture for the same time, from the film's first moment to its ordered end. */
  private void assertEvenlyShown(int pictures, int seconds) throws Exception {
    List<Double> times = films.times(target);
    assertEquals(pictures, times.size());
    for (int i = 0; i < pictures; i++) {
      assertEquals((double) i * seconds / pictures, times.get(i), 0.001, "picture " + i);
    }
  }

  /** The number that each picture of the film has in its scene, read from its columns. */
  private List<Integer> numbers() throws Exception {
    List<Integer> numbers = new ArrayList<>();
    for (byte[] picture : films.pictures(target)) {
      int number = 0;
      for (int bit = 0; bit < COLUMNS; bit++) {
        int middle = (2 * bit + 1) * TestFilms.GRAY_WIDTH / (2 * COLUMNS);
        int gray = picture[TestFilms.GRAY_HEIGHT / 2 * TestFilms.GRAY_WIDTH + middle] & 0xFF;
        number |= gray > 128 ? 1 << bit : 0;
      }
      numbers.add(number);
    }
    return numbers;
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
    return join(WANTED, segments);
  }

  private FilmFacts join(TargetFormat wanted, Path... segments) throws Exception {
    FinishOutcome outcome =
        finisher.finish(List.of(segments), wanted, target, ProgressListener.NONE);
    return assertInstanceOf(FinishOutcome.Finished.class, outcome, outcome::toString).facts();
  }

  private Path part(String name, int from, int frames) throws Exception {
    return films.mp4(name, trimmed(from, frames), tone(from, frames), "-b:v", "4M");
  }

  /** A part of a scene whose pictures show their number in it: a column of light for each bit. */
  private Path counted(String name, int from, int frames) throws Exception {
    String columns =
        "color=black:s=320x192:r=24,trim=end_frame="
            + frames
            + ",format=gray,geq=lum='if(mod(floor((N+"
            + from
            + ")/pow(2,floor(X*"
            + COLUMNS
            + "/W))),2),235,16)'";
    return films.mp4(name, columns, tone(from, frames), "-b:v", "4M");
  }

  private static String tone(int from, int frames) {
    return "sine=frequency=440:sample_rate=48000:duration=22,atrim=start="
        + (double) from / RATE
        + ":end="
        + (double) (from + frames) / RATE
        + ",asetpts=PTS-STARTPTS";
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

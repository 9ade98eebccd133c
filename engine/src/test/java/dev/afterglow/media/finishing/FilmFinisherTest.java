package dev.afterglow.media.finishing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.media.FilmFormat;
import dev.afterglow.media.FilmWriter;
import dev.afterglow.media.YuvPicture;
import dev.afterglow.media.finishing.FilmFacts.Treatment;
import dev.afterglow.media.headers.FilmHeader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilmFinisherTest {
  private static final String TONE = "sine=frequency=440:sample_rate=48000:duration=";

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
  void theBundledProgramStarts() throws Exception {
    assertTrue(finisher.fault().isEmpty(), () -> finisher.toString());
  }

  @Test
  void filmThatFitsKeepsItsBytes() throws Exception {
    Path film = films.mp4("a", "testsrc2=s=320x180:r=24:d=2", TONE + 2);
    FilmFacts facts = finish(TargetFormat.of(320, 180, 2), film);
    assertEquals(new FilmFacts(320, 180, 2000, 48, 24, true, 1, 1, Treatment.KEPT), facts);
    assertArrayEquals(Files.readAllBytes(film), Files.readAllBytes(target));
  }

  @Test
  void filmWithoutSoundStaysWithout() throws Exception {
    Path silent = films.mp4("a", "testsrc2=s=320x180:r=24:d=2", "");
    FilmFacts kept = finish(TargetFormat.of(320, 180, 2), silent);
    assertEquals(Treatment.KEPT, kept.treatment());
    assertFalse(kept.sound());
    FilmFacts cropped = finish(TargetFormat.of(160, 90, 1), silent);
    assertEquals(Treatment.ENCODED, cropped.treatment());
    assertFalse(cropped.sound());
  }

  @Test
  void ownFilmKeepsItsTitleAndAStrangersLosesIt() throws Exception {
    Path film = sources.resolve("own.mp4");
    FilmFormat format = new FilmFormat(160, 90, 30, 30, "瀑布", "Afterglow preview");
    try (FilmWriter writer = FilmWriter.create(film, format)) {
      for (int i = 0; i < 30; i++) {
        writer.picture(new YuvPicture(160, 90));
        writer.sound(new float[1600], new float[1600], 1600);
      }
      writer.finish();
    }
    TargetFormat wanted = TargetFormat.of(160, 90, 1);
    assertEquals(Treatment.KEPT, finish(wanted.withOwnMetadata(), film).treatment());
    assertArrayEquals(Files.readAllBytes(film), Files.readAllBytes(target));
    assertEquals(Treatment.REMUXED, finish(wanted, film).treatment());
    assertFalse(text(target).contains("Afterglow preview"));
    assertTrue(text(film).contains("Afterglow preview"));
  }

  @Test
  void promptInTheMetadataIsStripped() throws Exception {
    Path film =
        films.mp4(
            "a",
            "testsrc2=s=320x180:r=24:d=2",
            TONE + 2,
            "-movflags",
            "+faststart+use_metadata_tags",
            "-metadata",
            "prompt={\"SECRET\":1}");
    assertTrue(text(film).contains("SECRET"));
    FilmFacts facts = finish(TargetFormat.of(320, 180, 2), film);
    assertEquals(Treatment.REMUXED, facts.treatment());
    assertFalse(text(target).contains("SECRET"));
    assertEquals(48, films.pictures(target).size());
  }

  @Test
  void nameOfTheToolMayStay() throws Exception {
    Path film =
        films.film(
            "a.mp4",
            "testsrc2=s=320x180:r=24:d=2",
            "",
            "-c:v",
            "libopenh264",
            "-b:v",
            "1M",
            "-pix_fmt",
            "yuv420p",
            "-movflags",
            "+faststart");
    assertTrue(text(film).contains("Lavf"));
    assertEquals(Treatment.KEPT, finish(TargetFormat.of(320, 180, 2), film).treatment());
  }

  @Test
  void indexAtTheEndIsMovedToTheFront() throws Exception {
    Path film =
        films.film(
            "a.mp4",
            "testsrc2=s=320x180:r=24:d=2",
            "",
            "-c:v",
            "libopenh264",
            "-b:v",
            "1M",
            "-pix_fmt",
            "yuv420p",
            "-fflags",
            "+bitexact");
    FilmFacts facts = finish(TargetFormat.of(320, 180, 2), film);
    assertEquals(Treatment.REMUXED, facts.treatment());
  }

  @ParameterizedTest
  @CsvSource({
    "f.mp4, -c:v libopenh264 -pix_fmt yuv420p -c:a aac -movflags +frag_keyframe+empty_moov",
    "w.webm, -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p -c:a libopus",
    "v.avi, -c:v mjpeg -q:v 3 -pix_fmt yuvj420p -c:a pcm_s16le"
  })
  void otherContainersAreTrimmedScaledAndCropped(String name, String options) throws Exception {
    Path film = films.film(name, "testsrc2=s=352x224:r=16:d=3", TONE + 3, options.split(" "));
    Path misnamed = Files.move(film, sources.resolve("delivered"));
    FilmFacts facts = finish(TargetFormat.of(320, 180, 2), misnamed);
    assertEquals(new FilmFacts(320, 180, 2000, 32, 16, true, 1, 1, Treatment.ENCODED), facts);
    assertEquals(32, films.pictures(target).size());
    assertEquals(2.0, films.sound(target).length / (double) TestFilms.SAMPLE_RATE, 0.03);
  }

  @Test
  void operatorsFrameRateIsMet() throws Exception {
    Path film = films.mp4("a", "testsrc2=s=320x180:r=16:d=2", TONE + 2);
    FilmFacts facts = finish(TargetFormat.of(320, 180, 2).at(30), film);
    assertEquals(60, facts.frames());
    assertEquals(30, facts.framesPerSecond());
  }

  @Test
  void croppingKeepsTheMiddle() throws Exception {
    // black, with a white bar of a third in the middle: cut to that third, all is white
    String picture = "color=black:s=288x96:r=10:d=1,drawbox=x=96:y=0:w=96:h=96:color=white:t=fill";
    Path film = films.mp4("a", picture, "");
    finish(TargetFormat.of(96, 96, 1), film);
    for (byte[] gray : films.pictures(target)) {
      int middle = gray[TestFilms.GRAY_WIDTH * 24 + 40] & 0xFF;
      int edge = gray[TestFilms.GRAY_WIDTH * 24 + 3] & 0xFF;
      assertTrue(middle > 220 && edge > 220, middle + " and " + edge);
    }
  }

  @Test
  void nothingIsEnlargedUnlessAllowed() throws Exception {
    Path film = films.mp4("a", "testsrc2=s=320x176:r=24:d=1", "");
    TargetFormat wanted = TargetFormat.of(320, 180, 1);
    assertInstanceOf(Unfinished.Unusable.class, outcome(wanted, film));
    assertEquals(List.of(), left());
    FilmFacts facts = finish(wanted.enlargedUpTo(1.05), film);
    assertEquals(180 / 176.0, facts.upscale(), 1e-9);
    assertEquals(180, facts.height());
  }

  @Test
  void filmThatIsTooShortIsRefused() throws Exception {
    Path film = films.mp4("a", "testsrc2=s=320x180:r=24:d=3", "");
    assertInstanceOf(Unfinished.Unusable.class, outcome(TargetFormat.of(320, 180, 4), film));
  }

  @Test
  void pictureThatIsMissingMakesAllOthersShowALittleLonger() throws Exception {
    Path film = films.mp4("a", "testsrc2=s=320x180:r=24,trim=end_frame=94", TONE + 3.9);
    FilmFacts facts = finish(TargetFormat.of(320, 180, 4), film);
    assertEquals(94, facts.frames());
    assertEquals(23.5, facts.framesPerSecond());
    assertEquals(4000, facts.durationMillis());
    assertEquals(4.0, films.sound(target).length / (double) TestFilms.SAMPLE_RATE, 0.03);
    FilmFacts atRate = finish(TargetFormat.of(320, 180, 4).at(24), film);
    assertEquals(96, atRate.frames());
    assertEquals(4000, atRate.durationMillis());
  }

  @Test
  void stillsShowTheFilm() throws Exception {
    Path film = films.mp4("a", "testsrc2=s=640x360:r=24:d=2", "");
    FinishOutcome.Finished finished =
        assertInstanceOf(FinishOutcome.Finished.class, outcome(TargetFormat.of(640, 360, 2), film));
    String head = text(finished.thumbnail()).substring(0, 16);
    assertTrue(head.startsWith("RIFF") && head.startsWith("WEBP", 8), head);
    var sheet = ImageIO.read(finished.spritesheet().toFile());
    assertEquals(5 * 320, sheet.getWidth());
    assertEquals(2 * 180, sheet.getHeight());
    assertEquals(3, left().size());
  }

  @Test
  void progressRises() throws Exception {
    Path film = films.mp4("a", "testsrc2=s=1280x704:r=24:d=5", "");
    Queue<Integer> heard = new ConcurrentLinkedQueue<>();
    assertInstanceOf(
        FinishOutcome.Finished.class,
        finisher.finish(List.of(film), TargetFormat.of(1280, 704, 4), target, heard::add));
    assertFalse(heard.isEmpty());
    assertEquals(heard.stream().sorted().toList(), List.copyOf(heard));
    assertTrue(heard.stream().allMatch(percent -> percent >= 0 && percent <= 99));
  }

  @ParameterizedTest
  @CsvSource({"+faststart", "+frag_keyframe+empty_moov"})
  void lastFrameIsTheLast(String flags) throws Exception {
    Path film = films.mp4("a", "testsrc2=s=320x180:r=24,trim=end_frame=37", "", "-movflags", flags);
    LastFrame.Frame last = assertInstanceOf(LastFrame.Frame.class, finisher.lastFrame(film));
    Path png = Files.write(sources.resolve("last.png"), last.png());
    assertEquals(320, ImageIO.read(png.toFile()).getWidth());
    List<byte[]> all = films.pictures(film);
    byte[] shown = films.pictures(png).getFirst();
    double toLast = TestFilms.difference(shown, all.get(36));
    assertTrue(toLast < 1, () -> "differs by " + toLast);
    assertTrue(TestFilms.difference(shown, all.get(35)) > toLast);
    assertFalse(Files.exists(sources.resolve("a.mp4.last.png")));
  }

  private FilmFacts finish(TargetFormat wanted, Path... segments) throws Exception {
    FinishOutcome outcome = outcome(wanted, segments);
    FilmFacts facts =
        assertInstanceOf(FinishOutcome.Finished.class, outcome, outcome::toString).facts();
    try (FileChannel file = FileChannel.open(target)) {
      FilmHeader header =
          assertInstanceOf(FilmHeader.Reading.Film.class, FilmHeader.read(file)).header();
      assertTrue(header.indexFirst());
      assertEquals(wanted.width(), header.width());
      assertEquals(wanted.height(), header.height());
      assertEquals(1000.0 * wanted.seconds(), header.durationMillis(), 60);
    }
    return facts;
  }

  private FinishOutcome outcome(TargetFormat wanted, Path... segments) throws Exception {
    return finisher.finish(List.of(segments), wanted, target, ProgressListener.NONE);
  }

  private List<Path> left() throws IOException {
    try (var files = Files.list(made)) {
      return files.toList();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}

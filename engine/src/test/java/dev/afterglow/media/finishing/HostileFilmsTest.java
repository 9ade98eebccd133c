package dev.afterglow.media.finishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers deliver instead of films, and what happens when finishing is cut short. */
final class HostileFilmsTest {
  private static final TargetFormat WANTED = TargetFormat.of(320, 180, 2);

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Sorry, our service is not available.</html>",
        "#EXTM3U\n#EXTINF:2,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile 'secret.mp4'\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5000 RTP/AVP 96\n",
        "\0\0\0\u0010ftypisom#EXTM3U\nhttp://127.0.0.1/x.ts\n",
        "RIFF\u0010\0\0\0AVI LISTgarbage",
        "\u001AE\u00DF\u00A3garbage"
      })
  void whatIsNoFilmIsUnusable(String content) throws Exception {
    Path file = sources.resolve("delivered.mp4");
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    assertUnusable(file);
    assertInstanceOf(Unfinished.Unusable.class, finisher.lastFrame(file));
    assertEquals(List.of(file), list(sources));
  }

  @Test
  void playlistIsNeitherReadNorFetched() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/part.ts";
      String list = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n" + url + "\n#EXT-X-ENDLIST\n";
      assertUnusable(Files.writeString(sources.resolve("list.m3u8"), list));
      // A player that reads a file's name or searches for the best reader would fall for this one.
      byte[] head = {0, 0, 0, 16, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 0, 0};
      byte[] both = Arrays.copyOf(head, head.length + list.length());
      System.arraycopy(
          list.getBytes(StandardCharsets.US_ASCII), 0, both, head.length, list.length());
      assertUnusable(Files.write(sources.resolve("list.mp4"), both));
      server.setSoTimeout(100);
      assertThrows(SocketTimeoutException.class, server::accept);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.9})
  void filmThatBrokeOffIsUnusable(double part) throws Exception {
    Path film = films.mp4("a", "testsrc2=s=320x180:r=24:d=2", "");
    byte[] all = Files.readAllBytes(film);
    Path cut = Files.write(sources.resolve("cut"), Arrays.copyOf(all, (int) (all.length * part)));
    assertUnusable(cut);
  }

  @Test
  void hugePicturesAreNotDecoded() throws Exception {
    Path film =
        films.film("a.avi", "color=red:s=8192x8192:r=10:d=2", "", "-c:v", "mjpeg", "-q:v", "31");
    assertUnusable(film);
  }

  @Test
  void endlessFilmIsRefusedUnread() throws Exception {
    Path film = films.mp4("a", "color=red:s=64x64:r=10:d=130", "");
    assertUnusable(film);
  }

  @Test
  void filmThatCostsTooMuchIsGivenUp() throws Exception {
    Path film = films.mp4("a", "testsrc2=s=1280x704:r=30:d=8", "", "-b:v", "8M");
    FinishingLimits tight =
        new FinishingLimits(
            1, Duration.ofMinutes(5), Duration.ofSeconds(1), 2L << 30, 1L << 30, 120, 4096 * 2304);
    try (FilmFinisher strict = new FilmFinisher(FfmpegProgram.bundled(), tight)) {
      FinishOutcome outcome =
          strict.finish(
              List.of(film), TargetFormat.of(1280, 704, 7), target, ProgressListener.NONE);
      assertInstanceOf(Unfinished.Unusable.class, outcome, outcome::toString);
    }
    assertEquals(List.of(), list(made));
  }

  @Test
  void filmThatBecomesTooLargeIsGivenUp() throws Exception {
    Path film = films.mp4("a", "testsrc2=s=640x352:r=24:d=3", "");
    FinishingLimits tight =
        new FinishingLimits(
            1, Duration.ofMinutes(5), Duration.ofMinutes(5), 2L << 30, 50_000, 120, 4096 * 2304);
    try (FilmFinisher strict = new FilmFinisher(FfmpegProgram.bundled(), tight)) {
      FinishOutcome outcome =
          strict.finish(List.of(film), TargetFormat.of(640, 352, 2), target, ProgressListener.NONE);
      assertInstanceOf(Unfinished.Unusable.class, outcome);
    }
    assertEquals(List.of(), list(made));
  }

  @Test
  void interruptionKillsTheChildAndLeavesNoFile() throws Exception {
    Path film = films.mp4("a", "testsrc2=s=1280x704:r=30:d=10", "");
    CountDownLatch started = new CountDownLatch(1);
    FutureTask<FinishOutcome> task = longWork(film, started);
    Thread thread = Thread.ofVirtual().start(task);
    assertTrue(started.await(60, TimeUnit.SECONDS));
    thread.interrupt();
    ExecutionException stopped =
        assertThrows(ExecutionException.class, () -> task.get(60, TimeUnit.SECONDS));
    assertInstanceOf(InterruptedException.class, stopped.getCause());
    assertNothingLeft();
  }

  @Test
  void closingKillsTheChildAndLeavesNoFile() throws Exception {
    Path film = films.mp4("a", "testsrc2=s=1280x704:r=30:d=10", "");
    CountDownLatch started = new CountDownLatch(1);
    FutureTask<FinishOutcome> task = longWork(film, started);
    Thread.ofVirtual().start(task);
    assertTrue(started.await(60, TimeUnit.SECONDS));
    finisher.close();
    assertInstanceOf(Unfinished.Again.class, task.get(60, TimeUnit.SECONDS));
    assertNothingLeft();
    assertInstanceOf(Unfinished.Again.class, outcome(film));
  }

  @Test
  void timeOnTheWallIsNotTheFilmsFault() throws Exception {
    Path film = films.mp4("a", "testsrc2=s=1280x704:r=30:d=10", "");
    FinishingLimits tight =
        new FinishingLimits(
            1, Duration.ofSeconds(1), Duration.ofMinutes(5), 2L << 30, 1L << 30, 120, 4096 * 2304);
    try (FilmFinisher strict = new FilmFinisher(FfmpegProgram.bundled(), tight)) {
      FinishOutcome outcome =
          strict.finish(
              List.of(film), TargetFormat.of(1280, 704, 9), target, ProgressListener.NONE);
      assertInstanceOf(Unfinished.Again.class, outcome, outcome::toString);
    }
    assertEquals(List.of(), list(made));
  }

  private FutureTask<FinishOutcome> longWork(Path film, CountDownLatch started) {
    TargetFormat wanted = TargetFormat.of(1280, 704, 9);
    return new FutureTask<>(
        () -> finisher.finish(List.of(film), wanted, target, percent -> started.countDown()));
  }

  private void assertNothingLeft() throws Exception {
    assertEquals(0, finisher.running());
    assertEquals(List.of(), list(made));
    CompletableFuture.allOf(
            ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("ffmpeg"))
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture[]::new))
        .get(10, TimeUnit.SECONDS);
  }

  private void assertUnusable(Path film) throws Exception {
    byte[] before = Files.readAllBytes(film);
    FinishOutcome outcome = outcome(film);
    assertInstanceOf(Unfinished.Unusable.class, outcome, outcome::toString);
    assertEquals(List.of(), list(made));
    assertTrue(Arrays.equals(before, Files.readAllBytes(film)));
  }

  private FinishOutcome outcome(Path film) throws Exception {
    return finisher.finish(List.of(film), WANTED, target, ProgressListener.NONE);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}

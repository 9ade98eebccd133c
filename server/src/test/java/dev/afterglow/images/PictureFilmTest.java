package dev.afterglow.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.engines.Picture;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.Ticket;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.engines.preview.PreviewEngine;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.media.FirstFrame;
import dev.afterglow.media.pixels.PngBytes;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.OutboundPolicy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that every viewer shows are taken and become the first frames of films. */
final class PictureFilmTest {
  private static final long DEADLINE_NANOS = 600_000_000_000L;

  /** Five points of the picture that all files but one show, and their colours. */
  private static final List<int[]> POINTS =
      List.of(
          new int[] {20, 20, 0xe61414},
          new int[] {640, 330, 0xfefefe},
          new int[] {1125, 565, 0xf0dc14},
          new int[] {200, 600, 0x4eadb6},
          new int[] {1000, 120, 0x996a6b});

  @TempDir Path folder;

  @Test
  void picturesThatViewersShowAreFirstFrames() throws IOException {
    try (PreviewEngine engine = PreviewEngine.open("preview", folder.resolve("w"), 1, false)) {
      for (String name :
          List.of(
              "j_sos_se0.jpg",
              "cmyk.jpg",
              "icc_garbage.jpg",
              "j_icc_chunk_lost.jpg",
              "w_icc_lab.webp",
              "j_extraneous_before_eoi.jpg")) {
        BufferedImage frame = firstFrame(engine, name);
        for (int[] point : POINTS) {
          assertNear(name, point[2], frame.getRGB(point[0], point[1]), 16);
        }
      }
      assertNear("gray", 0x535353, firstFrame(engine, "p_grayalpha83.png").getRGB(640, 360), 2);
    }
  }

  private BufferedImage firstFrame(PreviewEngine engine, String name) throws IOException {
    Picture picture = taken(fixture(name));
    VideoFormat shape = new VideoFormat(Resolution.P720, picture.orientation(), 4);
    String id = name.replace('.', '_');
    engine.submit(
        new Job(id, Model.SORA_2, "still", NativeFormat.of(shape), 7, Optional.of(picture)));
    EngineJob ticket = new EngineJob(id, new Ticket(id));
    long end = System.nanoTime() + DEADLINE_NANOS;
    while (!(engine.poll(ticket) instanceof Progress.Done)) {
      assertFalse(engine.poll(ticket) instanceof Progress.Failed, () -> "" + engine.poll(ticket));
      assertTrue(System.nanoTime() < end, "not done in time");
      LockSupport.parkNanos(20_000_000);
    }
    Path film = folder.resolve(id + ".mp4");
    engine.fetch(ticket, film);
    return FirstFrame.of(film);
  }

  private Picture taken(byte[] file) throws IOException {
    Uploads uploads =
        Uploads.open(
            folder.resolve("u"),
            InstantSource.fixed(Instant.EPOCH),
            new SecureRandom(),
            DiskSpace.endless(),
            1L << 30);
    ReferenceImages images =
        new ReferenceImages(
            new GuardedClient(OutboundPolicy.publicOnly(), (name, patience) -> List.of()), uploads);
    String uri = "data:;base64," + Base64.getEncoder().encodeToString(file);
    ImageOutcome outcome = images.lend("owner", new ImageReference.Named(uri), taken -> taken);
    return assertInstanceOf(ImageOutcome.Taken.class, outcome).picture();
  }

  private static void assertNear(String name, int expected, int shown, int near) {
    for (int shift = 0; shift <= 16; shift += 8) {
      assertEquals(
          expected >> shift & 255,
          shown >> shift & 255,
          near,
          () -> name + ": " + Integer.toHexString(shown));
    }
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream file = PngBytes.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IOException("no fixture " + name);
      }
      return file.readAllBytes();
    }
  }
}

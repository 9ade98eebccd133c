package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.client.FilmClient;
import dev.afterglow.client.FilmOrder;
import dev.afterglow.client.FilmTask;
import dev.afterglow.media.headers.FilmHeader;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A film that is longer than its engine can make, and a server that is killed between its parts.
 */
final class KilledChainTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path folder;

  @Test
  void partsThatWereMadeBeforeAKillAreNotMadeAgain() throws Exception {
    SampleFilms samples = new SampleFilms(folder);
    List<byte[]> parts =
        List.of(samples.scene(0, 96), samples.scene(95, 96), samples.scene(190, 96));
    try (ScriptedVendor vendor = ScriptedVendor.making(parts)) {
      Files.writeString(
          folder.resolve(ServerProcess.MORE),
          """
          engines:
            gpu: {type: openai, url: '%s', model: m, seconds: [8], chain: true, poll-interval: 200ms}
          models: {sora-2: [gpu]}
          """
              .formatted(vendor.url()));
      String task = "";
      for (int orders = 1; orders <= parts.size(); orders++) {
        vendor.takesLong();
        try (ServerProcess server = start();
            FilmClient client = client(server)) {
          if (task.isEmpty()) {
            task =
                client.submit(
                    new FilmOrder("sora-2", "a tram", 20, "720p", "16:9", Optional.empty()),
                    "the-only-one");
          }
          vendor.finishes(orders - 1);
          await(vendor, orders);
          server.kill();
        }
      }
      vendor.finishes();
      try (ServerProcess server = start();
          FilmClient client = client(server)) {
        FilmTask made = made(client, task);
        assertEquals(parts.size(), vendor.accepted(), "each part was ordered once");
        assertEquals(20.0, seconds(made), 0.1);
      }
    }
  }

  private ServerProcess start() throws Exception {
    return ServerProcess.start(folder, folder.resolve("data"));
  }

  private static FilmClient client(ServerProcess server) {
    return new FilmClient(server.address(), ServerProcess.KEY, "en");
  }

  private static void await(ScriptedVendor vendor, int orders) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!vendor.wasAskedFor(orders) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertEquals(orders, vendor.accepted());
  }

  private static FilmTask made(FilmClient client, String id) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    FilmTask task = client.task(id);
    while (!task.status().ended() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos()); // as a client polls
      task = client.task(id);
    }
    assertTrue(task.film().isPresent(), task::toString);
    return task;
  }

  private double seconds(FilmTask task) throws Exception {
    Path file = folder.resolve("delivered.mp4");
    try (InputStream in = task.film().orElseThrow().toURL().openStream()) {
      Files.copy(in, file);
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return assertInstanceOf(FilmHeader.Reading.Film.class, FilmHeader.read(channel))
              .header()
              .durationMillis()
          / 1000.0;
    }
  }
}

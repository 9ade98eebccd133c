package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineBench;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.engines.Picture;
import dev.afterglow.engines.Ticket;
import dev.afterglow.engines.relay.RelayEngine;
import dev.afterglow.engines.relay.RelayFlavour;
import dev.afterglow.engines.relay.RelaySettings;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.World;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Afterglow as the upstream of Afterglow: a real server at the other end of the adapter. */
final class RelayEndToEndTest {
  private static final long CREDIT = 5_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Pattern LINK = Pattern.compile("\"url\":\\s*\\[\\s*\"([^\"]+)\"");
  private static final Pattern BALANCE = Pattern.compile("\"remain_balance\":\\s*([0-9.]+)");

  @TempDir Path folder;
  private RunningServer upstream;
  private Engine engine;

  @BeforeEach
  void start() throws Exception {
    upstream = RunningServer.start(folder.resolve("upstream"));
    engine =
        RelayEngine.open(
            RelaySettings.standard("relay", RelayFlavour.shipped("afterglow")),
            EngineBench.client(
                URI.create(upstream.address() + "/v1"),
                RunningServer.KEY,
                OutboundPolicy.publicOnly()),
            InstantSource.system());
  }

  @AfterEach
  void stop() {
    engine.close();
    upstream.close();
  }

  @Test
  void filmArrivesByteForByteAndARepeatedOrderMakesOneFilm() throws Exception {
    double before = balance();
    Job job = job("task_end_to_end", Optional.of(picture()));
    Ticket ticket = accepted(engine.submit(job));
    assertEquals(ticket, accepted(engine.submit(job)), "the same key is the same task");

    Engine.Progress.Done done = await(new EngineJob(job.id(), ticket));
    Path file = folder.resolve("film");
    assertInstanceOf(
        Engine.Fetched.Saved.class, engine.fetch(new EngineJob(job.id(), done.made()), file));

    String shown = upstream.get("/v1/tasks/" + ticket.value(), RunningServer.KEY).body();
    Matcher link = LINK.matcher(shown);
    assertTrue(link.find(), shown);
    assertArrayEquals(
        URI.create(link.group(1)).toURL().openStream().readAllBytes(), Files.readAllBytes(file));
    assertEquals(0.4, before - balance(), 1e-9, "one film of four seconds was paid for");
    assertEquals(400_000, done.costMicros().orElseThrow());
  }

  @Test
  void stoppedTaskCostsNothing() throws Exception {
    double before = balance();
    Job job = job("task_stopped", Optional.empty());
    EngineJob accepted = new EngineJob(job.id(), accepted(engine.submit(job)));
    Engine.Cancellation answer = engine.cancel(accepted);
    assertTrue(
        answer instanceof Engine.Cancellation.Stopped
            || answer instanceof Engine.Cancellation.Asked,
        answer::toString);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!(engine.poll(accepted) instanceof Engine.Progress.Failed)
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    assertInstanceOf(Engine.Progress.Failed.class, engine.poll(accepted));
    assertEquals(before, balance(), 1e-9);
  }

  @Test
  void bothLedgersAreRight() throws Exception {
    double before = balance();
    try (Database database = Database.sqlite(folder.resolve("afterglow.db"))) {
      World world = new World(folder.resolve("downstream"), database, engine);
      world.credit("ann", CREDIT);
      Task task = world.accepted("ann");
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (world.find(task).displayStatus() != DisplayStatus.COMPLETED
          && System.nanoTime() < deadline) {
        world.pass(Duration.ofMillis(500));
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos()); // as a runner polls
      }
      assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
      world.assertMoney("ann", CREDIT - World.PRICE);
    }
    assertEquals(World.PRICE / 1e6, before - balance(), 1e-9);
  }

  private Engine.Progress.Done await(EngineJob job) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Engine.Progress now = engine.poll(job);
    while (!(now instanceof Engine.Progress.Done) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos()); // as a runner polls
      now = engine.poll(job);
    }
    return assertInstanceOf(Engine.Progress.Done.class, now);
  }

  private double balance() throws Exception {
    String body = upstream.get("/v1/user/balance", RunningServer.KEY).body();
    Matcher balance = BALANCE.matcher(body);
    assertTrue(balance.find(), body);
    return Double.parseDouble(balance.group(1));
  }

  private static Ticket accepted(Engine.Submission answer) {
    return assertInstanceOf(Engine.Submission.Accepted.class, answer).ticket();
  }

  private static Job job(String id, Optional<Picture> picture) {
    return new Job(id, Model.SORA_2, "a tram", new NativeFormat(1280, 720, 4), 7, picture);
  }

  private static Picture picture() throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB), "png", png);
    return new Picture(png.toByteArray(), ImageFormat.PNG, 640, 360);
  }
}

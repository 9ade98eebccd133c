package dev.afterglow.engines.preview;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.Ticket;
import dev.afterglow.engines.VideoFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewEngineTest {
  private static final NativeFormat SHORTEST =
      NativeFormat.of(new VideoFormat(Resolution.P720, Orientation.LANDSCAPE, 4));

  private static final EngineJob OLD = new EngineJob("old", new Ticket("old"));

  @TempDir Path folder;

  @Test
  void cancelledJobStopsAndLeavesNoFile() throws IOException {
    try (PreviewEngine engine = open()) {
      EngineJob ticket = submit(engine, "one");
      EngineJob waiting = submit(engine, "two");
      assertInstanceOf(Progress.Queued.class, engine.poll(waiting));
      assertEquals(new Cancellation.Stopped(), engine.cancel(ticket));
      assertEquals(new Cancellation.Stopped(), engine.cancel(ticket));
      assertEquals(new Cancellation.Stopped(), engine.cancel(waiting));
      assertInstanceOf(Progress.Lost.class, engine.poll(ticket));
      assertInstanceOf(Fetched.Gone.class, engine.fetch(ticket, folder.resolve("x.mp4")));
    }
    assertTrue(isEmpty(folder.resolve("work")));
  }

  @Test
  void secondSubmissionIsTheSameJob() throws IOException {
    try (PreviewEngine engine = open()) {
      assertEquals(submit(engine, "one"), submit(engine, "one"));
      assertTrue(engine.repeatable());
    }
  }

  @Test
  void ticketsOfAnEarlierProcessAreLostAndItsFilesGone() throws IOException {
    Path work = Files.createDirectories(folder.resolve("work"));
    Files.writeString(work.resolve("old.mp4"), "old");
    Files.writeString(work.resolve("old.part"), "half");
    try (PreviewEngine engine = open()) {
      assertInstanceOf(Progress.Lost.class, engine.poll(OLD));
      assertEquals(new Cancellation.Stopped(), engine.cancel(OLD));
    }
    assertTrue(isEmpty(work));
  }

  @Test
  void idThatIsNoFileNameIsRefused() throws IOException {
    try (PreviewEngine engine = open()) {
      assertInstanceOf(Submission.Refused.class, engine.submit(job("../../etc/passwd")));
    }
  }

  @Test
  void filmIsDrawnFetchedAndForgotten() throws IOException {
    try (PreviewEngine engine = open()) {
      EngineJob ticket = submit(engine, "one");
      int last = 0;
      while (!(engine.poll(ticket) instanceof Progress.Done)) {
        if (engine.poll(ticket) instanceof Progress.Running running) {
          int percent = running.percent().orElseThrow();
          assertTrue(percent >= last && percent <= 99, percent + " after " + last);
          last = percent;
        }
        assertFalse(engine.poll(ticket) instanceof Progress.Failed);
        LockSupport.parkNanos(20_000_000);
      }
      Path film = folder.resolve("film.mp4");
      assertEquals(new Fetched.Saved(), engine.fetch(ticket, film));
      Path again = folder.resolve("again.mp4");
      assertEquals(new Fetched.Saved(), engine.fetch(ticket, again));
      assertArrayEquals(Files.readAllBytes(film), Files.readAllBytes(again));
      assertInstanceOf(Fetched.Again.class, engine.fetch(ticket, film), "a file is there already");
      assertEquals(new Cancellation.TooLate(), engine.cancel(ticket));
      engine.forget(ticket);
      assertInstanceOf(Progress.Lost.class, engine.poll(ticket));
      assertTrue(Files.size(film) > 500_000);
    }
    assertTrue(isEmpty(folder.resolve("work")));
  }

  private PreviewEngine open() throws IOException {
    return PreviewEngine.open("preview", folder.resolve("work"), 1, false);
  }

  private static EngineJob submit(PreviewEngine engine, String id) {
    return new EngineJob(
        id, assertInstanceOf(Submission.Accepted.class, engine.submit(job(id))).ticket());
  }

  private static Job job(String id) {
    return new Job(id, Model.SORA_2, "瀑布倾泻而下形成彩虹", SHORTEST, 7, Optional.empty());
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }
}

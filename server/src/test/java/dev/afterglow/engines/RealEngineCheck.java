package dev.afterglow.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.comfyui.ComfyEngine;
import dev.afterglow.engines.comfyui.ComfySettings;
import dev.afterglow.engines.comfyui.ComfyWorkflow;
import dev.afterglow.engines.openai.Flavour;
import dev.afterglow.engines.openai.OpenAiEngine;
import dev.afterglow.engines.openai.OpenAiSettings;
import dev.afterglow.media.headers.FilmHeader;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.remote.templates.GridOptions;
import dev.afterglow.remote.templates.TemplateRefused;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The adapter against an engine that is really running. Not a part of the usual tests: {@code
 * scripts/real-engines} runs it and says what may be set.
 */
final class RealEngineCheck {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final List<String> failures = new ArrayList<>();
  private final String size = given("size").orElse("64x64");
  private final int seconds = Integer.parseInt(given("seconds").orElse("1"));
  private final int longSeconds =
      Integer.parseInt(given("long-seconds").orElse(Integer.toString(seconds * 4)));
  private int jobs;

  @TempDir Path folder;

  private interface Step {
    String take(Engine engine) throws Exception;
  }

  @Test
  void runningEnginesKeepTheProtocol() throws TemplateRefused {
    for (String url : given("urls").orElseThrow().split(" ")) {
      System.out.println("== " + what() + " at " + url);
      try (Engine engine = open(URI.create(url))) {
        step("film from text", engine, this::fromText);
        step("film from a picture", engine, this::fromPicture);
        step("picture that is none", engine, this::brokenPicture);
        step("job that fails", engine, this::failing);
        step("cancel", engine, this::cancelled);
        step("kill and restart", engine, this::killed);
      }
    }
    assertEquals(List.of(), failures);
  }

  private void step(String name, Engine engine, Step step) {
    long begin = System.nanoTime();
    String what;
    try {
      what = step.take(engine);
    } catch (Exception | AssertionError e) {
      what = "FAILED: " + e.getMessage();
      failures.add(name + ": " + e.getMessage());
    }
    long millis = (System.nanoTime() - begin) / 1_000_000;
    System.out.println("   " + name + " (" + millis + " ms): " + what);
  }

  private String fromText(Engine engine) throws IOException {
    return film(engine, job(seconds, Optional.empty()));
  }

  private String fromPicture(Engine engine) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB), "png", png);
    return film(engine, job(seconds, Optional.of(picture(png.toByteArray()))));
  }

  private String brokenPicture(Engine engine) {
    Submission answer =
        engine.submit(
            job(seconds, Optional.of(picture("no picture".getBytes(StandardCharsets.US_ASCII)))));
    return answer instanceof Submission.Accepted accepted
        ? "accepted, then " + ended(engine, accepted)
        : answer.toString();
  }

  private String failing(Engine engine) {
    if (given("fail-seconds").isEmpty() && given("fail-size").isEmpty()) {
      return "not tried (neither FAIL_SECONDS nor FAIL_SIZE is set)";
    }
    int length = given("fail-seconds").map(Integer::valueOf).orElse(seconds);
    Submission answer =
        engine.submit(job(given("fail-size").orElse(size), length, Optional.empty()));
    if (!(answer instanceof Submission.Accepted accepted)) {
      return answer.toString();
    }
    Progress end = ended(engine, accepted);
    assertTrue(end instanceof Progress.Failed, end::toString);
    return end.toString();
  }

  private String cancelled(Engine engine) {
    Job first = job(longSeconds, Optional.empty());
    Job second = job(seconds, Optional.empty());
    EngineJob running = accepted(first, engine.submit(first));
    EngineJob waiting = accepted(second, engine.submit(second));
    return "the waiting one "
        + engine.cancel(waiting)
        + ", the running one "
        + engine.cancel(running)
        + ", again "
        + engine.cancel(running)
        + ", in the end "
        + ended(engine, waiting)
        + " and "
        + ended(engine, running);
  }

  private String killed(Engine engine) throws Exception {
    if (given("kill").isEmpty() || given("start").isEmpty()) {
      return "not tried (KILL and START are not set)";
    }
    Job job = job(longSeconds, Optional.empty());
    EngineJob accepted = accepted(job, engine.submit(job));
    shell(given("kill").get());
    Progress dead = engine.poll(accepted);
    Submission refused = engine.submit(job(seconds, Optional.empty()));
    shell(given("start").get());
    Progress after = engine.poll(accepted);
    assertTrue(dead instanceof Progress.Unreadable, dead::toString);
    assertTrue(refused instanceof Submission.Unavailable, refused::toString);
    assertTrue(after instanceof Progress.Lost, after::toString);
    return "dead: "
        + dead
        + "; a new order: "
        + refused
        + "; back: "
        + after
        + "; and "
        + film(engine, job(seconds, Optional.empty()));
  }

  private String film(Engine engine, Job job) throws IOException {
    EngineJob accepted = accepted(job, engine.submit(job));
    Progress end = ended(engine, accepted);
    if (!(end instanceof Progress.Done done)) {
      throw new AssertionError(end.toString());
    }
    Path file = folder.resolve(job.id());
    EngineJob made = new EngineJob(job.id(), done.made());
    Fetched fetched = engine.fetch(made, file);
    assertTrue(fetched instanceof Fetched.Saved, fetched::toString);
    engine.forget(made);
    return header(file) + "; after it was forgotten a poll says " + engine.poll(accepted);
  }

  private static String header(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return Files.size(file) + " bytes, " + FilmHeader.read(channel);
    }
  }

  private Progress ended(Engine engine, Submission.Accepted accepted) {
    return ended(engine, new EngineJob("check", accepted.ticket()));
  }

  private Progress ended(Engine engine, EngineJob job) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Progress now = engine.poll(job);
    while ((now instanceof Progress.Queued
            || now instanceof Progress.Running
            || now instanceof Progress.Unreadable)
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL.toNanos());
      now = engine.poll(job);
    }
    return now;
  }

  private static EngineJob accepted(Job job, Submission answer) {
    if (!(answer instanceof Submission.Accepted accepted)) {
      throw new AssertionError(answer.toString());
    }
    return new EngineJob(job.id(), accepted.ticket());
  }

  private Job job(int length, Optional<Picture> picture) {
    return job(size, length, picture);
  }

  private Job job(String format, int length, Optional<Picture> picture) {
    String[] sides = format.split("x");
    return new Job(
        "check-" + ++jobs,
        Model.SORA_2,
        "a tram in the rain",
        new NativeFormat(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), length),
        7,
        picture);
  }

  private static Picture picture(byte[] bytes) {
    return new Picture(bytes, ImageFormat.PNG, 96, 64);
  }

  private static String what() {
    return given("workflow")
        .map(file -> "ComfyUI with " + Path.of(file).getFileName())
        .orElse(given("flavour").orElse("vllm-omni"));
  }

  private static Engine open(URI base) throws TemplateRefused {
    EngineClient client =
        EngineBench.client(base, given("key").orElse("none"), OutboundPolicy.publicOnly());
    if (given("workflow").isPresent()) {
      return ComfyEngine.open(
          new ComfySettings(
              "check", GridOptions.none(), Capacity.ofRunning(1), POLL, DownloadBounds.standard()),
          ComfyWorkflow.read(Path.of(given("workflow").get())),
          client,
          InstantSource.system());
    }
    OpenAiSettings settings =
        new OpenAiSettings(
            "check",
            Flavour.shipped(given("flavour").orElse("vllm-omni")),
            given("model"),
            Capabilities.everything(),
            Integer.parseInt(given("fps").orElse("8")),
            Capacity.ofRunning(1),
            POLL,
            DownloadBounds.standard());
    return OpenAiEngine.open(settings, client, InstantSource.system());
  }

  private static void shell(String command) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor(), command);
  }

  private static Optional<String> given(String name) {
    return Optional.ofNullable(System.getProperty("real-engines." + name))
        .filter(value -> !value.isBlank());
  }
}

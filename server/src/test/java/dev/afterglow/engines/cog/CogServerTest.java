package dev.afterglow.engines.cog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Found;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.engines.Picture;
import dev.afterglow.media.headers.FilmHeader;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.Upstream;
import dev.afterglow.remote.templates.TemplateRefused;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replicate's own prediction server. {@code COG_VENV} is a Python environment with {@code cog},
 * {@code coglet}, {@code numpy} and {@code imageio-ffmpeg}; each test starts a server from it.
 */
@EnabledIfEnvironmentVariable(named = "COG_VENV", matches = ".+")
final class CogServerTest {
  private static final Path VENV =
      Path.of(Optional.ofNullable(System.getenv("COG_VENV")).orElse(""));

  @TempDir Path folder;
  private int port;
  private Process server;
  private Engine engine;

  @BeforeEach
  void start() throws IOException, TemplateRefused {
    port = freePort();
    startServer();
    engine = opened();
  }

  @AfterEach
  void stop() {
    engine.close();
    kill();
  }

  @Test
  void filmsFromTextAndFromAPicture() throws IOException {
    Job text = job("01A", "a tram", Optional.empty());
    film(submitted(text));
    film(submitted(job("01B", "it moves", Optional.of(picture()))));
  }

  @Test
  void failureIsTheEnginesWord() {
    Progress end = ended(submitted(job("01A", "forbidden", Optional.empty())));
    Failure failure = assertInstanceOf(Progress.Failed.class, end).failure();
    assertEquals(Failure.Kind.CONTENT_REFUSED, failure.kind());
    assertTrue(failure.detail().contains("flagged"), failure.detail());
  }

  @Test
  void busyServerTakesNoSecondJobAndStopsTheFirst() {
    EngineJob slow = submitted(job("01A", "slow", Optional.empty()));
    assertInstanceOf(Progress.Running.class, engine.poll(slow));
    Job second = job("01B", "a tram", Optional.empty());
    assertInstanceOf(Submission.Unavailable.class, engine.submit(second));

    assertInstanceOf(Cancellation.Asked.class, engine.cancel(slow));
    assertInstanceOf(Progress.Failed.class, ended(slow));
    await(() -> engine.submit(second) instanceof Submission.Accepted);
  }

  @Test
  void hangingUpStopsTheJob() throws TemplateRefused {
    submitted(job("01A", "slow", Optional.empty()));
    engine.close();
    engine = opened();
    await(() -> engine.find(new JobKey("01A", Instant.EPOCH)) instanceof Found.Absent);
    await(
        () -> engine.submit(job("01B", "a tram", Optional.empty())) instanceof Submission.Accepted);
  }

  @Test
  void serverThatIsKilledLosesTheJobAndAnotherTakesTheNext() throws IOException {
    EngineJob slow = submitted(job("01A", "slow", Optional.empty()));
    kill();
    assertInstanceOf(Progress.Lost.class, ended(slow));
    assertInstanceOf(
        Submission.Unavailable.class, engine.submit(job("01B", "a tram", Optional.empty())));
    startServer();
    film(submitted(job("01C", "a tram", Optional.empty())));
  }

  private Engine opened() throws TemplateRefused {
    EngineClient client =
        new EngineClient(
            Upstream.at(URI.create("http://127.0.0.1:" + port), Credentials.none()),
            (name, _) -> {
              throw new UnknownHostException(name);
            },
            OutboundPolicy.publicOnly(),
            "9.9");
    return CogEngine.open(
        CogSettings.standard("cog", folder.resolve("held")),
        CogModel.MODELS.shipped("plain"),
        client,
        () -> Instant.EPOCH);
  }

  private void film(EngineJob job) throws IOException {
    assertInstanceOf(Progress.Done.class, ended(job));
    Path file = folder.resolve(job.jobId() + ".mp4");
    assertInstanceOf(Fetched.Saved.class, engine.fetch(job, file));
    try (FileChannel channel = FileChannel.open(file)) {
      FilmHeader.Reading.Film film =
          assertInstanceOf(FilmHeader.Reading.Film.class, FilmHeader.read(channel));
      assertEquals(2_000, film.header().durationMillis(), 200);
    }
  }

  private EngineJob submitted(Job job) {
    Submission.Accepted accepted = assertInstanceOf(Submission.Accepted.class, engine.submit(job));
    return new EngineJob(job.id(), accepted.ticket());
  }

  private Progress ended(EngineJob job) {
    await(() -> !(engine.poll(job) instanceof Progress.Running));
    return engine.poll(job);
  }

  private void startServer() throws IOException {
    Path predictor = folder.resolve("predict.py");
    try (InputStream source = CogServerTest.class.getResourceAsStream("predict.py")) {
      Files.write(predictor, source.readAllBytes());
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                VENV.resolve("bin/python").toString(),
                "-m",
                "cog.server.http",
                "--host",
                "127.0.0.1")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("COG_PREDICT_TYPE_STUB", "predict.py:Predictor");
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder
        .environment()
        .merge("PATH", VENV.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    server = builder.start();
    await(this::isReady);
  }

  private boolean isReady() {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest question =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health-check"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return http.send(question, BodyHandlers.ofString()).body().contains("READY");
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void kill() {
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly();
    server.onExit().join();
  }

  private static Job job(String id, String prompt, Optional<Picture> picture) {
    return new Job(id, Model.SORA_2, prompt, new NativeFormat(1280, 720, 2), 7, picture);
  }

  private static Picture picture() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return new Picture(bytes.toByteArray(), ImageFormat.PNG, 64, 64);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it never came to that");
      }
      LockSupport.parkNanos(50_000_000);
    }
  }
}

package dev.afterglow.engines.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Capacity;
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
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.remote.JobUuid;
import dev.afterglow.remote.templates.GridOptions;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.remote.templates.VendorTrial;
import dev.afterglow.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Real programs: shell scripts that stand for what makes films. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class CommandEngineTest {
  static final List<String> SHIPPED = CommandTemplate.TEMPLATES.names();
  private static final Job TEXT = VendorTrial.text(1280, 736, 4);
  private static final JobKey KEY = new JobKey("01JOB", Instant.EPOCH);

  /** Says how far it is, leaves a grandchild behind, and waits. */
  private static final String ENDLESS =
      "sleep 600 & echo $! > child; echo 'step 3/20'; echo half > \"$1\"; sleep 600";

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private Optional<Engine> open = Optional.empty();

  @AfterEach
  void close() {
    open.ifPresent(Engine::close);
  }

  @Test
  void programMakesAFilm() throws IOException {
    Engine engine = engine("printf '%s|%s' \"$2\" \"$3\" > \"$1\"", false);
    EngineJob job = submitted(engine, TEXT);
    assertInstanceOf(Progress.Done.class, ended(engine, job));
    Path film = folder.resolve("film");
    assertInstanceOf(Fetched.Saved.class, engine.fetch(job, film));
    // The prompt is one argument, whatever stands in it; frames are 4 * 24 + 1.
    assertEquals("a \"tram\" at dusk|97", Files.readString(film));
    assertInstanceOf(Found.Here.class, engine.find(KEY));
    engine.forget(job);
    assertInstanceOf(Found.Absent.class, engine.find(KEY));
    assertInstanceOf(Progress.Lost.class, engine.poll(job));
    assertInstanceOf(Fetched.Gone.class, engine.fetch(job, folder.resolve("other")));
  }

  @Test
  void noShellReadsTheArguments() throws IOException {
    Engine engine = engine("printf '%s' \"$2\" > \"$1\"", false);
    String prompt = "$(touch /tmp/x); `id` && \"'\\\n--help ${HOME} {{output}}";
    Job job =
        new Job("01JOB", TEXT.model(), prompt, new NativeFormat(1280, 736, 4), 7, Optional.empty());
    EngineJob submitted = submitted(engine, job);
    assertInstanceOf(Progress.Done.class, ended(engine, submitted));
    engine.fetch(submitted, folder.resolve("film"));
    assertEquals(prompt, Files.readString(folder.resolve("film")));
  }

  @Test
  void promptThatNoArgumentHoldsIsRefused() throws IOException {
    Job job =
        new Job("01JOB", TEXT.model(), "a\0b", new NativeFormat(1280, 736, 4), 7, Optional.empty());
    assertInstanceOf(Submission.Refused.class, engine("true", false).submit(job));
  }

  @Test
  void pictureAndPromptLieInFilesAndLeaveTogetherWithTheirOption() throws IOException {
    Engine engine =
        engine("shift 3; cat \"$2\" > film; echo \"$1 $#\" >> film; mv film film.mp4", false);
    EngineJob job = submitted(engine, VendorTrial.picture(736, 1280, 4));
    assertInstanceOf(Progress.Done.class, ended(engine, job));
    engine.fetch(job, folder.resolve("film"));
    assertEquals("\1\2\3--image 2\n", Files.readString(folder.resolve("film")));

    engine.forget(job);
    Engine other = engine("shift 3; echo $# > film.mp4", false);
    EngineJob text = submitted(other, TEXT);
    assertInstanceOf(Progress.Done.class, ended(other, text));
    other.fetch(text, folder.resolve("none"));
    assertEquals("0\n", Files.readString(folder.resolve("none")));
  }

  @Test
  void progressIsReadFromWhatItSays() throws IOException {
    Engine engine = engine(ENDLESS, false);
    EngineJob job = submitted(engine, TEXT);
    await(() ->
        engine.poll(job) instanceof Progress.Running(OptionalInt percent, Duration _)
            && percent.equals(OptionalInt.of(15)));
  }

  @Test
  void ourOwnSecretsAreNotPassedOn() throws IOException {
    Engine engine = engine("env > \"$1\"", false);
    EngineJob job = submitted(engine, TEXT);
    assertInstanceOf(Progress.Done.class, ended(engine, job));
    engine.fetch(job, folder.resolve("film"));
    List<String> names =
        Files.readAllLines(folder.resolve("film")).stream()
            .map(line -> line.split("=", 2)[0])
            .toList();
    assertTrue(names.contains("PATH") && names.contains("GPU"), names::toString);
    assertFalse(
        names.contains("MAVEN_CMD_LINE_ARGS") || names.contains("JAVA_HOME"), names::toString);
  }

  @Test
  void programThatFailsSaysWhy() throws IOException {
    Engine engine = engine("echo CUDA out of memory; exit 3", false);
    EngineJob job = submitted(engine, TEXT);
    Progress.Failed failed = assertInstanceOf(Progress.Failed.class, ended(engine, job));
    assertEquals(Failure.Kind.BROKEN, failed.failure().kind());
    assertTrue(failed.failure().detail().contains("it ended with 3: CUDA out of memory"));
  }

  @Test
  void oneExitCodeRefusesContent() throws IOException {
    Engine engine = engine("exit 77", false);
    Progress.Failed failed =
        assertInstanceOf(Progress.Failed.class, ended(engine, submitted(engine, TEXT)));
    assertEquals(Failure.Kind.CONTENT_REFUSED, failed.failure().kind());
  }

  @Test
  void programThatEndsWellWithoutAFilmHasFailed() throws IOException {
    Engine engine = engine(": > \"$1\"", false);
    assertInstanceOf(Progress.Failed.class, ended(engine, submitted(engine, TEXT)));
  }

  @Test
  void programThatIsNotThereIsUnavailable() throws IOException, TemplateRefused {
    Path template = folder.resolve("t.yaml");
    Files.writeString(
        template, "command: [/no/such, '{{output}}']\nsizes: 1280x736\nseconds: 1..5\n");
    Engine engine = opened(CommandTemplate.TEMPLATES.read(template), false);
    // setsid starts and says that there is none, so it may also be the program's own end.
    Submission answer = engine.submit(TEXT);
    if (answer instanceof Submission.Accepted(var ticket, var _)) {
      assertInstanceOf(Progress.Failed.class, ended(engine, new EngineJob("01JOB", ticket)));
    } else {
      assertInstanceOf(Submission.Unavailable.class, answer);
    }
  }

  @Test
  void secondJobWaitsAndTheSameJobIsNotStartedTwice() throws IOException {
    Engine engine = engine(ENDLESS, false);
    submitted(engine, TEXT);
    submitted(engine, TEXT);
    Job other =
        new Job("02JOB", TEXT.model(), "p", new NativeFormat(1280, 736, 4), 7, Optional.empty());
    assertInstanceOf(Submission.Unavailable.class, engine.submit(other));
    assertInstanceOf(Found.Absent.class, engine.find(new JobKey("02JOB", Instant.EPOCH)));
    assertTrue(engine.repeatable());
  }

  @Test
  void stopKillsTheWholeGroup() throws IOException {
    Engine engine = engine(ENDLESS, false);
    EngineJob job = submitted(engine, TEXT);
    ProcessHandle grandchild = grandchild();
    assertInstanceOf(Cancellation.Stopped.class, engine.cancel(job));
    await(() -> !grandchild.isAlive());
    assertInstanceOf(Progress.Failed.class, ended(engine, job));
    assertInstanceOf(Cancellation.TooLate.class, engine.cancel(job));
  }

  @Test
  void programsDieWithTheServerAndTheirJobsAreLost() throws IOException {
    Engine engine = engine(ENDLESS, false);
    EngineJob job = submitted(engine, TEXT);
    ProcessHandle grandchild = grandchild();
    engine.close();
    await(() -> !grandchild.isAlive());
    assertInstanceOf(Progress.Lost.class, engine(ENDLESS, false).poll(job));
  }

  @Test
  void programThatOutlivesTheServerIsTakenUp() throws IOException {
    Engine engine = engine("while [ ! -e go ]; do sleep 0.1; done; echo film > \"$1\"", true);
    EngineJob job = submitted(engine, TEXT);
    engine.close();

    Engine next = engine("true", true);
    assertInstanceOf(Progress.Running.class, next.poll(job));
    assertInstanceOf(Found.Here.class, next.find(KEY));
    Files.writeString(jobFolder().resolve("go"), "");
    assertInstanceOf(Progress.Done.class, ended(next, job));
    next.close();
    assertInstanceOf(Progress.Done.class, engine("true", true).poll(job));
  }

  @Test
  void programThatIsTakenUpCanBeKilled() throws IOException {
    Engine engine = engine(ENDLESS, true);
    EngineJob job = submitted(engine, TEXT);
    ProcessHandle grandchild = grandchild();
    engine.close();
    assertTrue(grandchild.isAlive());

    Engine next = engine("true", false);
    assertInstanceOf(Cancellation.Stopped.class, next.cancel(job));
    await(() -> !grandchild.isAlive());
  }

  @Test
  void anotherProcessWithTheSameIdIsNotTakenForOurs() throws IOException {
    Path mine = jobFolder();
    Files.createDirectories(mine);
    Files.writeString(mine.resolve("process"), ProcessHandle.current().pid() + " 1000");
    Engine engine = engine("true", false);
    EngineJob job = new EngineJob("01JOB", new dev.afterglow.engines.Ticket("x"));
    assertInstanceOf(Progress.Lost.class, engine.poll(job));
    assertInstanceOf(Cancellation.TooLate.class, engine.cancel(job));
  }

  @Test
  void programThatRunsForTooLongIsKilled() throws IOException {
    Engine engine = engine(ENDLESS, false);
    EngineJob job = submitted(engine, TEXT);
    ProcessHandle grandchild = grandchild();
    now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
    Progress.Failed failed = assertInstanceOf(Progress.Failed.class, ended(engine, job));
    assertTrue(failed.failure().detail().startsWith("killed: it ran"), failed::toString);
    await(() -> !grandchild.isAlive());
  }

  @Test
  void programThatSaysTooMuchIsKilled() throws IOException {
    Engine engine = engine("yes 'step 1/2'", false);
    EngineJob job = submitted(engine, TEXT);
    Progress.Failed failed = assertInstanceOf(Progress.Failed.class, ended(engine, job));
    assertTrue(failed.failure().detail().startsWith("killed: it said"), failed::toString);
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void shippedTemplatesAreSound(String name) throws TemplateRefused {
    CommandTemplate template = CommandTemplate.TEMPLATES.shipped(name);
    assertTrue(template.capabilities().fromText() && template.capabilities().fromPicture());
    assertTrue(template.progress().isPresent());
  }

  @Test
  void mistakesInATemplateAreToldAllAtOnce() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file, "command: [sd, '{{promt}}']\nprogress: '(\\d+'\nending: gif\nsizes: 1x1\nsecs: 4\n");
    TemplateRefused refused =
        assertThrows(TemplateRefused.class, () -> CommandTemplate.TEMPLATES.read(file));
    assertTrue(refused.problems().size() >= 6, () -> refused.lines(Language.EN).toString());
    assertEquals(refused.problems().size(), refused.lines(Language.ZH).size());
  }

  private Engine engine(String script, boolean keepRunning) throws IOException {
    // A file of its own: a shell that starts late would read what was written over it.
    Path program = Files.createTempFile(folder, "program", ".sh");
    Files.writeString(program, script);
    Path template = folder.resolve("template.yaml");
    Files.writeString(
        template,
        """
        command:
          - /bin/sh
          - %s
          - "{{output}}"
          - "{{prompt}}"
          - "{{frames}}"
          - [--image, "{{image_file}}"]
        progress: 'step (\\d+)/(\\d+)'
        sizes: [1280x736, 736x1280]
        seconds: 1..5
        fps: 24
        extra-frames: 1
        refused-exit: 77
        """
            .replace("%s", program.toString()));
    try {
      return opened(CommandTemplate.TEMPLATES.read(template), keepRunning);
    } catch (TemplateRefused e) {
      throw new AssertionError(e);
    }
  }

  private Engine opened(CommandTemplate template, boolean keepRunning) {
    open.ifPresent(Engine::close);
    CommandSettings settings =
        new CommandSettings(
            "local",
            GridOptions.none(),
            Capacity.ofRunning(1),
            Duration.ofMillis(100),
            folder.resolve("jobs"),
            Duration.ofHours(1),
            1 << 20,
            keepRunning,
            Map.of("GPU", "0"));
    Engine engine = CommandEngine.open(settings, template, now::get);
    open = Optional.of(engine);
    return engine;
  }

  private Path jobFolder() {
    return folder.resolve("jobs").resolve(JobUuid.of("01JOB"));
  }

  private ProcessHandle grandchild() throws IOException {
    Path note = jobFolder().resolve("child");
    await(() -> Files.exists(note) && note.toFile().length() > 1);
    return ProcessHandle.of(Long.parseLong(Files.readString(note).strip())).orElseThrow();
  }

  private static EngineJob submitted(Engine engine, Job job) {
    Submission.Accepted accepted = assertInstanceOf(Submission.Accepted.class, engine.submit(job));
    return new EngineJob(job.id(), accepted.ticket());
  }

  private static Progress ended(Engine engine, EngineJob job) {
    await(() -> !(engine.poll(job) instanceof Progress.Running));
    return engine.poll(job);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it never came to that");
      }
      LockSupport.parkNanos(20_000_000);
    }
  }
}

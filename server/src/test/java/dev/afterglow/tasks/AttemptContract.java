package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.engines.Picture;
import dev.afterglow.engines.Size;
import dev.afterglow.engines.Ticket;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.tasks.run.Finisher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** One task, several attempts: failover, deadlines, credentials, chains, on any database. */
abstract class AttemptContract extends WorldContract {
  private final FakeEngine other = new FakeEngine("other", 2);

  private void withTwoEngines() throws Exception {
    world.engines = List.of(engine, other);
    world.start();
  }

  private List<Attempt> attempts(Task task) {
    return world.store().attempts(task.ownerId(), task.id());
  }

  @Test
  void anAttemptRemembersWhoWasAskedForWhatAndWhatItCost() {
    engine.answerSubmission(new Submission.Accepted(new Ticket("t-1"), OptionalLong.of(70)));
    engine.answerPoll(new Progress.Done(new Ticket("https://films/1"), OptionalLong.of(120_000)));
    Task task = world.accepted("ann");
    world.tick();
    Attempt running = assertInstanceOf(TaskState.Working.class, world.find(task).state()).attempt();
    assertEquals(new Attempt.State.Running(new Ticket("t-1")), running.state());
    assertEquals(OptionalLong.of(70), running.costMicros());
    assertEquals("1280x720 8:8", running.plan().text());
    world.finish();
    Attempt made = attempts(task).getFirst();
    assertEquals(new Attempt.State.Made(new Ticket("https://films/1")), made.state());
    assertEquals(OptionalLong.of(120_000), made.costMicros());
    assertEquals(Optional.of("studio"), world.find(task).engine());
    assertEquals(
        List.of(task.id() + "-1"), engine.submissions().stream().map(j -> j.id()).toList());
  }

  @Test
  void aDeadlineCountsFromTheAttemptsOwnSending() {
    engine.answerEverySubmission(
        Optional.of(new Submission.Unavailable("down", Duration.ofMinutes(50), Scope.ENGINE)));
    world.settings = world.settings.withDeadlines(Duration.ofHours(1), Duration.ofDays(3));
    restart();
    Task task = world.accepted("ann");
    for (int i = 0; i < 30; i++) {
      world.pass(Duration.ofHours(1));
    }
    engine.answerEverySubmission(Optional.empty());
    world.pass(Duration.ofHours(1));
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
    assertEquals(0, world.counters.losses());
    assertEquals(List.of(), engine.cancels());
    world.assertMoney("ann", CREDIT - World.PRICE);
    assertTrue(world.accepted("ann").estimatedSeconds() < 60, "hours of waiting taught nothing");
  }

  private void restart() {
    try {
      world.start();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anEngineThatIsUnavailableLosesItsTasksToAnother() throws Exception {
    withTwoEngines();
    engine.answerEverySubmission(
        Optional.of(new Submission.Unavailable("down", Duration.ofHours(1), Scope.ENGINE)));
    Task task = world.accepted("ann");
    world.finish();
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
    assertEquals(Optional.of("other"), world.find(task).engine());
    assertEquals(1, engine.submissions().size());
    assertEquals(1, attempts(task).size(), "an attempt that never was is forgotten");
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void anOrderOfUnknownOutcomeStaysWithItsEngineWhateverThatSaysLater() throws Exception {
    withTwoEngines();
    engine.repeating();
    engine.answerSubmission(new Submission.Unknown("cut off"));
    Task task = world.accepted("ann");
    world.tick();
    engine.answerEverySubmission(
        Optional.of(new Submission.Unavailable("down", Duration.ofSeconds(1), Scope.ENGINE)));
    for (int i = 0; i < 20; i++) {
      world.pass(Duration.ofSeconds(10));
    }
    assertEquals(List.of(), other.submissions(), "the first engine may be at work on it");
    assertTrue(engine.submissions().size() > 1);
    engine.answerEverySubmission(Optional.empty());
    world.pass(Duration.ofMinutes(5));
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
    assertEquals(Optional.of("studio"), world.find(task).engine());
    assertEquals(1, attempts(task).size());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void anOrderThatMayHaveArrivedGoesNowhereElseEvenIfItsRepetitionIsRefused() throws Exception {
    withTwoEngines();
    engine.repeating();
    engine.answerSubmission(new Submission.Unknown("cut off"));
    Task task = world.accepted("ann");
    world.tick();
    engine.answerEverySubmission(
        Optional.of(
            new Submission.Refused(new Failure(Failure.Kind.INVALID_INPUT, "too wide"), true)));
    world.pass(Duration.ofMinutes(5));
    world.finish();
    assertTrue(engine.submissions().size() > 1);
    assertEquals(List.of(), other.submissions(), "the first engine may be at work on it");
    assertEquals(DisplayStatus.FAILED, world.find(task).displayStatus());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aJobThatIsUnavailableHoldsUpNoOther() throws Exception {
    withTwoEngines();
    other.answerEverySubmission(
        Optional.of(new Submission.Unavailable("down", Duration.ofHours(1), Scope.ENGINE)));
    engine.answerSubmission(
        new Submission.Unavailable("too long for now", Duration.ofMinutes(10), Scope.JOB));
    Task first = world.accepted("ann");
    world.tick();
    Task second = world.accepted("ann");
    for (int i = 0; i < 10; i++) {
      world.pass(POLL);
    }
    assertEquals(DisplayStatus.WAITING, world.find(first).displayStatus());
    assertEquals(DisplayStatus.COMPLETED, world.find(second).displayStatus());
    world.pass(Duration.ofMinutes(10));
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(first).displayStatus());
  }

  @Test
  void whatOneEngineRefusesAnotherMayTryAndNeverTheSameAgain() throws Exception {
    withTwoEngines();
    var refusal =
        new Submission.Refused(new Failure(Failure.Kind.INVALID_INPUT, "not this size"), true);
    engine.answerEverySubmission(Optional.of(refusal));
    Task task = world.accepted("ann");
    world.finish();
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
    assertEquals(List.of("studio", "other"), attempts(task).stream().map(Attempt::engine).toList());
    assertEquals(new Attempt.State.Failed(), attempts(task).getFirst().state());

    other.answerEverySubmission(Optional.of(refusal));
    Task refused = world.accepted("ann");
    world.finish();
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.INPUT_REFUSED), world.find(refused).state());
    assertEquals(2, attempts(refused).size());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void refusedContentIsTakenToNoOtherEngine() throws Exception {
    withTwoEngines();
    engine.answerSubmission(
        new Submission.Refused(new Failure(Failure.Kind.CONTENT_REFUSED, "no"), false));
    Task task = world.accepted("ann");
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.CONTENT_REFUSED), world.find(task).state());
    assertEquals(List.of(), other.submissions());
  }

  @Test
  void aLostAnswerIsNeverFollowedByAnotherEngine() throws Exception {
    withTwoEngines();
    engine.loseAnswer();
    Task task = world.accepted("ann");
    for (int i = 0; i < 300; i++) {
      world.pass(Duration.ofMinutes(5));
    }
    assertEquals(List.of(), other.submissions());
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_SILENT), world.find(task).state());
    assertEquals(new Attempt.State.Lost(), attempts(task).getFirst().state());
  }

  @Test
  void anExpiredKeyPausesTheEngineAndFailsNoTask() throws Exception {
    engine.answerEverySubmission(
        Optional.of(
            new Submission.Refused(new Failure(Failure.Kind.NO_ACCESS, "balance is 0"), false)));
    Task first = world.accepted("ann");
    Task second = world.accepted("bob");
    for (int i = 0; i < 10; i++) {
      world.pass(POLL);
    }
    assertEquals(DisplayStatus.WAITING, world.find(first).displayStatus());
    assertEquals(DisplayStatus.WAITING, world.find(second).displayStatus());
    assertEquals(Map.of("studio", "balance is 0"), world.health().paused());
    assertTrue(engine.submissions().size() <= 2, "it is not asked at full speed");

    engine.answerEverySubmission(Optional.empty());
    world.pass(Duration.ofMinutes(5));
    world.finish();
    world.finish();
    assertEquals(Map.of(), world.health().paused());
    assertEquals(DisplayStatus.COMPLETED, world.find(first).displayStatus());
    assertEquals(DisplayStatus.COMPLETED, world.find(second).displayStatus());
  }

  @Test
  void anEngineThatThrowsForGoodEndsAtTheDeadline() {
    Task task = world.accepted("ann");
    world.tick();
    engine.throwing(true);
    for (int hour = 0; hour < 23; hour++) {
      world.pass(Duration.ofHours(1));
      assertEquals(DisplayStatus.MAKING, world.find(task).displayStatus());
    }
    world.pass(Duration.ofHours(1));
    world.pass(Duration.ofHours(1));
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_SILENT), world.find(task).state());
    assertEquals(1, world.counters.losses());
    assertEquals(List.of(task.id()), engine.cancels(), "it was told to stop, as far as can be");
    world.assertMoney("ann", CREDIT);
    engine.throwing(false);
    world.accepted("ann");
    world.accepted("ann");
    world.tick();
    assertEquals(3, engine.submissions().size(), "its place is free");
  }

  @Test
  void aFetchThatThrowsForGoodEndsAfterItsChances() throws Exception {
    Task task = made("ann");
    engine.throwing(true);
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.FILM_UNAVAILABLE), world.find(task).state());
    assertEquals(1, world.counters.losses(), "the engine has made it");
    assertEquals(List.of(), world.staged());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aCancelThatFailsIsAskedAgain() {
    engine.answerCancel(new Cancellation.Unreadable("502"));
    Task task = world.accepted("ann");
    world.tick();
    assertInstanceOf(Cancelling.Asked.class, world.tasks().cancel("ann", task.id()));
    engine.throwing(true);
    world.pass(POLL);
    engine.throwing(false);
    engine.answerCancel(new Cancellation.Stopped());
    world.pass(POLL);
    world.pass(POLL);
    assertEquals(new TaskState.Cancelled(), world.find(task).state());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aFullDiskLetsFilmsWaitAndNothingBegin() throws Exception {
    var space = new AtomicBoolean(true);
    world.disk = space::get;
    world.start();
    Task made = made("ann");
    space.set(false);
    Task waiting = world.accepted("ann");
    for (int i = 0; i < 100; i++) {
      world.pass(Duration.ofMinutes(5));
    }
    assertEquals(DisplayStatus.STORING, world.find(made).displayStatus());
    assertEquals(DisplayStatus.WAITING, world.find(waiting).displayStatus());
    space.set(true);
    world.pass(Duration.ofMinutes(1));
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(made).displayStatus());
    assertEquals(DisplayStatus.COMPLETED, world.find(waiting).displayStatus());
  }

  @Test
  void aJobThatWasLostOnAFullDiskIsBegunAnewOnceThereIsSpace() throws Exception {
    var space = new AtomicBoolean(true);
    world.disk = space::get;
    world.start();
    engine.repeating();
    Task task = world.accepted("ann");
    world.tick();
    space.set(false);
    engine.answerPoll(new Progress.Lost());
    world.pass(POLL);
    for (int i = 0; i < 10; i++) {
      engine.answerPoll(new Progress.Lost());
      world.pass(Duration.ofMinutes(1));
    }
    assertEquals(1, engine.submissions().size());
    space.set(true);
    engine.answerPoll(new Progress.Lost());
    world.pass(Duration.ofMinutes(1));
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
    assertEquals(2, engine.submissions().size());
  }

  @Test
  void aTaskWhosePictureIsGoneFailsAtOnceAndIsNoLoss() throws Exception {
    Task task = world.acceptedWithPicture("ann");
    Files.delete(folder.resolve("pictures").resolve(task.id()));
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.PICTURE_LOST), world.find(task).state());
    assertEquals(List.of(), engine.submissions());
    assertEquals(0, world.counters.losses());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aBrokenJobGoesElsewhereOnlyIfTheOperatorWantsItAndItCostNothing() throws Exception {
    withTwoEngines();
    var broken = new Failure(Failure.Kind.BROKEN, "out of memory");
    engine.answerPoll(new Progress.Failed(broken));
    Task task = world.accepted("ann");
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_FAILED), world.find(task).state());

    var usual = world.settings;
    world.settings =
        new dev.afterglow.tasks.run.RunSettings(
            usual.engineDeadline(),
            usual.longestWait(),
            usual.fetchAttempts(),
            usual.firstPause(),
            usual.longestPause(),
            true,
            usual.lanes());
    world.start();
    engine.answerPoll(new Progress.Failed(broken, OptionalLong.of(5)));
    Task costly = world.accepted("ann");
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_FAILED), world.find(costly).state());
    assertEquals(OptionalLong.of(5), attempts(costly).getFirst().costMicros());

    engine.answerPoll(new Progress.Failed(broken));
    Task again = world.accepted("ann");
    world.finish();
    world.finish();
    assertEquals(Optional.of("other"), world.find(again).engine());
    assertEquals(DisplayStatus.COMPLETED, world.find(again).displayStatus());
  }

  @Test
  void progressIsExactInMemoryAndWrittenInSteps() {
    Task task = world.accepted("ann");
    world.tick();
    for (int percent : new int[] {3, 9, 14, 15, 13}) {
      engine.answerPoll(new Progress.Running(OptionalInt.of(percent), POLL));
    }
    int[] shown = {3, 9, 14, 15, 15};
    int[] written = {0, 0, 14, 14, 14};
    for (int i = 0; i < shown.length; i++) {
      world.pass(POLL);
      assertEquals(shown[i], world.find(task).progressPercent());
      assertEquals(
          written[i], world.store().find("ann", task.id()).orElseThrow().progressPercent());
    }
  }

  @Test
  void aLongFilmIsMadeOfSegmentsEachFromTheLastFrameOfTheOneBefore() throws Exception {
    engineThatChains();
    Task task = accepted(new VideoFormat(World.HD.resolution(), World.HD.orientation(), 20));
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
    assertEquals(List.of(0, 1, 2), attempts(task).stream().map(Attempt::segment).toList());
    assertEquals(
        List.of(8, 8, 4), chaining.submissions().stream().map(j -> j.format().seconds()).toList());
    assertTrue(chaining.submissions().getFirst().picture().isEmpty());
    assertArrayEquals(
        ("frame of 8 s").getBytes(java.nio.charset.StandardCharsets.UTF_8),
        chaining.submissions().get(1).picture().orElseThrow().bytes());
    assertEquals(List.of(), world.staged());
    assertEquals(Collections.nCopies(3, task.id()), chaining.forgotten(), "each part's copy");
    world.assertMoney("ann", CREDIT - world.find(task).chargedMicros());
  }

  @Test
  void aChainGoesOnAfterARestart() throws Exception {
    engineThatChains().naming();
    Task task = accepted(new VideoFormat(World.HD.resolution(), World.HD.orientation(), 20));
    for (int i = 0; i < 200 && world.find(task).displayStatus() != DisplayStatus.COMPLETED; i++) {
      world.start();
      world.pass(POLL);
      world.pass(POLL);
    }
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
    assertEquals(3, attempts(task).size());
    assertEquals(3, chaining.submissions().size());
  }

  private final FakeEngine chaining =
      new FakeEngine(
          "chaining",
          Capacity.ofRunning(1),
          new Capabilities(
              new Capabilities.Sizes.Listed(List.of(new Size(1280, 720))),
              new Capabilities.Lengths.Listed(List.of(4, 8)),
              OptionalInt.empty(),
              true,
              true,
              true,
              true));

  private FakeEngine engineThatChains() throws Exception {
    world.engines = List.of(chaining);
    world.finisher = new Joining();
    world.start();
    return chaining;
  }

  private Task accepted(VideoFormat format) {
    var request =
        new GenerationSpec(
            dev.afterglow.engines.Model.SORA_2,
            "a long film",
            format,
            Optional.empty(),
            OptionalLong.of(7));
    var outcome = world.tasks().submit("ann", "key-ann", request, Optional.empty());
    return assertInstanceOf(Submitted.Accepted.class, outcome).task();
  }

  /** Writes a film of the ordered form, whatever the parts are. */
  private static final class Joining implements Finisher {
    @Override
    public Finished finish(List<Part> parts, VideoFormat ordered, Path target)
        throws java.io.IOException {
      int seconds = parts.stream().mapToInt(Part::wantedSeconds).sum();
      NativeFormat format = NativeFormat.of(ordered);
      Files.write(target, SampleFilm.of(format.width(), format.height(), 1000 * seconds, "joined"));
      return new Finished.Film(target);
    }

    @Override
    public Picture lastFrame(Path film) {
      byte[] bytes = "frame of 8 s".getBytes(java.nio.charset.StandardCharsets.UTF_8);
      return new Picture(bytes, ImageFormat.PNG, 1280, 720);
    }
  }
}

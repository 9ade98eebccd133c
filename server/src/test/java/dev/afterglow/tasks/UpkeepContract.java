package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.run.RunSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of tasks that time has overtaken, on any database. */
abstract class UpkeepContract extends WorldContract {
  @Test
  void whoWaitsTooLongGetsTheirMoneyBack() throws Exception {
    engine.answerEverySubmission(
        Optional.of(new Submission.Unavailable("down", Duration.ofDays(3), Scope.ENGINE)));
    Task task = world.acceptedWithPicture("ann");
    world.tick();
    world.pass(Duration.ofHours(24).plusSeconds(1));
    assertEquals(new TaskState.Failed(FailureReason.WAITED_TOO_LONG), world.find(task).state());
    assertEquals(List.of(), world.pictures());
    assertEquals(0, world.store().waiting());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aWaitingTaskWhoseEngineIsGoneGoesToAnother() throws Exception {
    Task task = world.accepted("ann");
    var other = new FakeEngine("other", 1);
    world.engines = List.of(other);
    world.start();
    world.finish();
    assertEquals(Optional.of("other"), world.find(task).engine());
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
    assertEquals(1, other.submissions().size());
  }

  @Test
  void aTaskOfAnEngineThatIsGoneKeepsItsHoldUntilTheDeadline() throws Exception {
    Task task = world.accepted("ann");
    world.tick();
    world.tick();
    world.engines = List.of(new FakeEngine("other", 1));
    world.start();
    world.pass(Duration.ofHours(23));
    assertEquals(DisplayStatus.MAKING, world.find(task).displayStatus());
    world.pass(Duration.ofHours(1));
    world.tick();
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_SILENT), world.find(task).state());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aFilmThatWaitedForWeeksIsCountedOnTheDayItWasMade() throws Exception {
    Duration month = Duration.ofDays(30);
    world.settings = RunSettings.DEFAULT.withDeadlines(month, month);
    world.start();
    engine.answerEverySubmission(
        Optional.of(new Submission.Unavailable("down", Duration.ofDays(29), Scope.ENGINE)));
    world.accepted("ann");
    world.tick();
    world.pass(Duration.ofDays(29));
    engine.answerEverySubmission(Optional.empty());
    world.pass(Duration.ofHours(1));
    world.finish();
    Instant now = world.clock.instant();
    assertEquals(
        List.of(1L),
        world
            .store()
            .usage()
            .between("ann", Optional.empty(), now.minus(Duration.ofDays(1)), now.plusSeconds(1))
            .stream()
            .map(Spending::films)
            .toList());
  }

  @Test
  void aWaitingTaskThatNoEngineMakesAnyMoreGetsItsMoneyBack() throws Exception {
    Task task = world.acceptedWithPicture("ann");
    world.engines = List.of(new FakeEngine("blind", Capacity.ofRunning(1), FakeEngine.blind()));
    world.start();
    world.tick();
    assertEquals(new TaskState.Failed(FailureReason.NO_ENGINE), world.find(task).state());
    assertEquals(List.of(), world.pictures());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void filmsWhoseFileIsGoneAlreadyExpireAsWell() throws Exception {
    List<Task> films = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      films.add(world.accepted("ann"));
    }
    world.finish();
    world.clock.advance(World.FILM_LIFE);
    Path first = filmOf(films.getFirst());
    Files.delete(first);
    Files.createDirectories(first.resolve("not-empty")); // no regular file: left alone
    world.pass(Duration.ofSeconds(30));
    assertEquals(
        List.of(DisplayStatus.EXPIRED, DisplayStatus.EXPIRED, DisplayStatus.EXPIRED),
        films.stream().map(task -> world.find(task).displayStatus()).toList());
  }

  private Path filmOf(Task task) throws Exception {
    try (var files = Files.walk(folder.resolve("videos"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(task.id()))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aBacklogOfFilmsIsExpiredInOneRound() throws Exception {
    Task task = world.accepted("ann");
    world.finish();
    multiply(task, 350);
    world.pass(World.FILM_LIFE.plusSeconds(30));
    assertEquals(DisplayStatus.EXPIRED, world.find(task).displayStatus());
    assertEquals(
        0L,
        database.<Long>read(tx ->
            Statements.first(
                    tx,
                    row -> row.getLong(1),
                    "select count(*) from task where state = 'completed'")
                .orElseThrow()));
  }

  private void multiply(Task task, int count) {
    var ids = new TaskIds(world.clock, new java.util.Random(1));
    database.write(tx -> {
      String columns =
          "owner_id, revision, key_id, state, attempt, cell, model, resolution, orientation,"
              + " seconds, seed, film_bytes, progress, cancel_requested, estimated_seconds,"
              + " price_micros, charged_micros, created_ms, ended_ms, expires_ms, prompt";
      for (int i = 0; i < count; i++) {
        Statements.change(
            tx,
            "insert into task (id, "
                + columns
                + ") select ?, "
                + columns
                + " from task where id = ?",
            ids.next(),
            task.id());
      }
      return count;
    });
  }
}

package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.afterglow.engines.Model;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How an owner's tasks are listed, on any database. */
abstract class ListContract extends WorldContract {
  private static final TaskQuery ALL = TaskQuery.newest(TaskQuery.LARGEST_PAGE);

  @Test
  void pagesGiveEveryTaskOnceInBothOrders() {
    List<String> made = submitSome(23);
    world.accepted("bob");
    assertEquals(made.reversed(), walk(ALL, 5));
    assertEquals(made, walk(oldestFirst(ALL), 5));
    assertEquals(made.reversed(), walk(ALL, 23));
    assertEquals(made.reversed(), walk(ALL, 100));
  }

  @Test
  void aTaskAcceptedWhilePagingDoesNotDisturbThePages() {
    List<String> made = submitSome(6);
    TaskPage first = world.tasks().list("ann", TaskQuery.newest(3));
    world.accepted("ann");
    TaskPage second = world.tasks().list("ann", after(TaskQuery.newest(3), first));
    assertEquals(made.reversed(), ids(first, second));
    assertEquals(Optional.empty(), second.next());
  }

  @Test
  void onlyTheAskedStagesAreListed() {
    List<String> made = submitSome(3);
    world.finish();
    List<String> waiting = submitSome(2);
    world.tasks().cancel("ann", waiting.getFirst());
    assertEquals(made.reversed(), walk(stages(DisplayStatus.COMPLETED), 2));
    assertEquals(waiting.subList(0, 1), walk(stages(DisplayStatus.CANCELLED), 2));
    assertEquals(4, walk(stages(DisplayStatus.COMPLETED, DisplayStatus.WAITING), 3).size());
    assertEquals(List.of(), walk(stages(DisplayStatus.FAILED), 3));
  }

  @Test
  void onlyTheAskedModelIsListed() {
    submitSome(2);
    var pro =
        new GenerationSpec(
            Model.SORA_2_PRO, "dunes", World.HD, Optional.empty(), OptionalLong.empty());
    var outcome = world.tasks().submit("ann", "key", pro, Optional.empty());
    String id = ((Submitted.Accepted) outcome).task().id();
    assertEquals(List.of(id), walk(model(Model.SORA_2_PRO), 10));
    assertEquals(2, walk(model(Model.SORA_2), 10).size());
  }

  @Test
  void timeRangesIncludeTheirBeginningAndNotTheirEnd() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(world.accepted("ann").id());
      world.clock.advance(Duration.ofMinutes(1));
    }
    Instant start = ManualClock.START;
    assertEquals(
        made.subList(1, 3),
        walk(between(Optional.of(start.plusSeconds(60)), Optional.of(start.plusSeconds(180))), 10));
    assertEquals(
        made.subList(3, 5),
        walk(between(Optional.of(start.plusSeconds(121)), Optional.empty()), 1));
    assertEquals(
        made.subList(0, 1),
        walk(between(Optional.empty(), Optional.of(start.plusSeconds(60))), 10));
  }

  @Test
  void aRareStageInALongHistoryIsFoundPageByPage() {
    world.credit("ann", 20_000 * World.PRICE);
    List<String> made = submitLong(12_000);
    world.tasks().cancel("ann", made.get(3));
    world.tasks().cancel("ann", made.get(11_000));
    TaskPage first = world.tasks().list("ann", stages(DisplayStatus.CANCELLED));
    assertEquals(List.of(made.get(11_000)), ids(first));
    assertEquals(made.get(7_000), first.next().orElseThrow(), "5000 were looked at");
    assertEquals(List.of(made.get(11_000), made.get(3)), walk(stages(DisplayStatus.CANCELLED), 10));
    assertEquals(
        List.of(made.get(3), made.get(11_000)),
        walk(oldestFirst(stages(DisplayStatus.CANCELLED)), 10));
  }

  @Test
  void pagesAreBounded() {
    assertThrows(IllegalArgumentException.class, () -> TaskQuery.newest(101));
    assertThrows(IllegalArgumentException.class, () -> TaskQuery.newest(0));
  }

  /** Every page, one after the other. */
  private List<String> walk(TaskQuery query, int limit) {
    List<String> ids = new ArrayList<>();
    TaskQuery next = limited(query, limit);
    while (true) {
      TaskPage page = world.tasks().list("ann", next);
      ids.addAll(ids(page));
      if (page.next().isEmpty()) {
        return ids;
      }
      next = after(next, page);
    }
  }

  private List<String> submitSome(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(world.accepted("ann").id());
    }
    return ids;
  }

  /** A long history, written in one transaction because thousands of syncs take their time. */
  private List<String> submitLong(int count) {
    String first = world.accepted("ann").id();
    var ids = new TaskIds(world.clock, new java.util.Random(1));
    world.clock.advance(Duration.ofSeconds(1));
    List<String> made = new ArrayList<>(List.of(first));
    database.write(tx -> {
      String columns =
          "owner_id, revision, key_id, state, attempt, cell, model, resolution, orientation, seconds,"
              + " seed, progress, cancel_requested, estimated_seconds, price_micros,"
              + " charged_micros, created_ms, prompt";
      String sql =
          "insert into task (id, " + columns + ") select ?, " + columns + " from task where id = ?";
      for (int i = 1; i < count; i++) {
        made.add(ids.next());
        dev.afterglow.sql.Statements.change(tx, sql, made.get(i), first);
      }
      return dev.afterglow.sql.Statements.change(tx, "update waiting set tasks = ?", count);
    });
    return made;
  }

  private static List<String> ids(TaskPage... pages) {
    return java.util.Arrays.stream(pages)
        .flatMap(page -> page.tasks().stream())
        .map(Task::id)
        .toList();
  }

  private static TaskQuery limited(TaskQuery q, int limit) {
    return new TaskQuery(
        q.stages(), q.model(), q.from(), q.until(), q.after(), q.newestFirst(), limit);
  }

  private static TaskQuery after(TaskQuery q, TaskPage page) {
    return new TaskQuery(
        q.stages(), q.model(), q.from(), q.until(), page.next(), q.newestFirst(), q.limit());
  }

  private static TaskQuery oldestFirst(TaskQuery q) {
    return new TaskQuery(q.stages(), q.model(), q.from(), q.until(), q.after(), false, q.limit());
  }

  private static TaskQuery stages(DisplayStatus... stages) {
    return new TaskQuery(
        Set.of(stages), ALL.model(), ALL.from(), ALL.until(), ALL.after(), true, 100);
  }

  private static TaskQuery model(Model model) {
    return new TaskQuery(
        Set.of(), Optional.of(model), ALL.from(), ALL.until(), ALL.after(), true, 100);
  }

  private static TaskQuery between(Optional<Instant> from, Optional<Instant> until) {
    return new TaskQuery(Set.of(), Optional.empty(), from, until, Optional.empty(), false, 100);
  }
}

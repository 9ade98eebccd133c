package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.routing.Candidate;
import dev.afterglow.routing.Candidate.Limits;
import dev.afterglow.routing.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How much of one model an engine is given, where the operator bounds that. */
abstract class CandidateContract extends WorldContract {
  private static final Duration ANY = Duration.ofDays(1);
  private static final int MANY = Integer.MAX_VALUE;

  private final FakeEngine other = new FakeEngine("other", 20);

  CandidateContract() {
    super(20);
  }

  private void serving(Map<Model, List<Candidate>> table) throws Exception {
    world.engines = List.of(engine, other);
    world.routing = engines -> new Router(engines, table, 1);
    world.start();
    world.credit("ann", 100_000_000);
  }

  private static Candidate candidate(String engine, Limits limits) {
    return new Candidate(engine, 0, ANY, limits);
  }

  private Task order(Model model, int seconds) {
    VideoFormat format = new VideoFormat(World.HD.resolution(), World.HD.orientation(), seconds);
    var spec = new GenerationSpec(model, "a tram", format, Optional.empty(), OptionalLong.of(1));
    return assertInstanceOf(
            Submitted.Accepted.class,
            world.tasks().submit("ann", "key-ann", spec, Optional.empty()))
        .task();
  }

  private long begun(FakeEngine engine, Model model) {
    return engine.submissions().stream().filter(job -> job.model() == model).count();
  }

  @Test
  void oneModelIsMadeSoManyTimesAtOnceAndTheOtherAsOftenAsThereIsRoom() throws Exception {
    serving(
        Map.of(
            Model.SORA_2,
            List.of(candidate("studio", Limits.NONE)),
            Model.SORA_2_PRO,
            List.of(candidate("studio", new Limits(2, MANY, MANY)))));
    for (int i = 0; i < 5; i++) {
      order(Model.SORA_2_PRO, 8);
      order(Model.SORA_2, 8);
    }
    world.tick();
    world.tick();
    assertEquals(2, begun(engine, Model.SORA_2_PRO));
    assertEquals(5, begun(engine, Model.SORA_2));
    assertEquals(7, world.runner().making("studio"));
    world.finish();
    for (int i = 0; i < 10; i++) {
      world.pass(Duration.ofSeconds(1));
      world.finish();
    }
    assertEquals(5, begun(engine, Model.SORA_2_PRO), "each end makes room for the next");
  }

  @Test
  void whatIsFullLeavesTheRestToTheNextCandidate() throws Exception {
    serving(
        Map.of(
            Model.SORA_2,
            List.of(
                candidate("studio", new Limits(1, MANY, MANY)), candidate("other", Limits.NONE))));
    for (int i = 0; i < 4; i++) {
      order(Model.SORA_2, 8);
    }
    world.tick();
    assertEquals(1, begun(engine, Model.SORA_2));
    assertEquals(3, begun(other, Model.SORA_2));
  }

  @Test
  void oneModelIsBegunSoManyTimesAMinute() throws Exception {
    serving(
        Map.of(
            Model.SORA_2, List.of(candidate("studio", new Limits(MANY, 10, MANY))),
            Model.SORA_2_PRO, List.of(candidate("studio", Limits.NONE))));
    for (int i = 0; i < 4; i++) {
      order(Model.SORA_2, 8);
      order(Model.SORA_2_PRO, 8);
    }
    world.tick();
    assertEquals(1, begun(engine, Model.SORA_2));
    assertEquals(4, begun(engine, Model.SORA_2_PRO));
    assertEquals(Optional.of(true), world.runner().untilDue().map(t -> t.toSeconds() <= 6));
    world.pass(Duration.ofSeconds(6));
    assertEquals(2, begun(engine, Model.SORA_2));
    world.pass(Duration.ofSeconds(3));
    assertEquals(2, begun(engine, Model.SORA_2));
    world.pass(Duration.ofSeconds(3));
    assertEquals(3, begun(engine, Model.SORA_2));
  }

  @Test
  void aThousandJobsThatNeverEndHoldUpNoOther() throws Exception {
    FakeEngine wide = new FakeEngine("wide", 2_000).sticking(1_000);
    world.engines = List.of(wide);
    world.routing = Router::new;
    world.start();
    world.credit("ann", 2_000_000_000);
    for (int i = 0; i < 1_000; i++) {
      order(Model.SORA_2, 8);
    }
    for (int i = 0; i < 20; i++) {
      world.pass(Duration.ofSeconds(2));
    }
    assertEquals(1_000, world.runner().making("wide"));
    Task newer = order(Model.SORA_2, 8);
    for (int i = 0; i < 10; i++) {
      world.pass(Duration.ofSeconds(2)); // one poll interval each
    }
    assertEquals(DisplayStatus.COMPLETED, world.find(newer).displayStatus());
    assertEquals(1_000, world.runner().making("wide"));
  }

  @Test
  void whoeverAsksForATaskAsksNoEngine() {
    Task task = world.accepted("ann");
    world.tick();
    engine.throwing(true);
    for (int i = 0; i < 10; i++) {
      assertEquals(DisplayStatus.MAKING, world.find(task).displayStatus());
      world.tasks().list("ann", everything());
    }
    engine.throwing(false);
    world.finish();
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  private static TaskQuery everything() {
    return new TaskQuery(
        Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true, 10);
  }

  @Test
  void longerFilmsGoToTheNextCandidate() throws Exception {
    serving(
        Map.of(
            Model.SORA_2,
            List.of(
                candidate("studio", new Limits(MANY, MANY, 8)), candidate("other", Limits.NONE))));
    Task shorter = order(Model.SORA_2, 8);
    Task longer = order(Model.SORA_2, 12);
    world.finish();
    assertEquals(Optional.of("studio"), world.find(shorter).engine());
    assertEquals(Optional.of("other"), world.find(longer).engine());
  }
}

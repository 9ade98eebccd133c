package dev.afterglow.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capabilities.Lengths;
import dev.afterglow.engines.Capabilities.Sizes;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.Size;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.routing.SegmentPlan.Segment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final Size HD = new Size(1280, 720);
  private static final Cell SHORT = cell(Resolution.P720, 8, false);
  private static final Cell LONG = cell(Resolution.P720, 20, false);

  private final Engine narrow =
      new OnPaper("narrow", can(new Sizes.Listed(List.of(HD)), List.of(4, 8), false, false));
  private final Engine wide = new OnPaper("wide", Capabilities.everything());
  private final EngineHealth health = new EngineHealth(() -> 0, EngineHealth.Backoff.DEFAULT);

  @Test
  void theFirstEngineThatCanMakeTheFilmIsChosen() {
    assertEquals(Optional.of(narrow), chosen(new Router(List.of(narrow, wide)), SHORT));
    assertEquals(Optional.of(wide), chosen(new Router(List.of(wide, narrow)), SHORT));
  }

  @Test
  void anEngineIsPassedOverForWhatItCannotMake() {
    var router = new Router(List.of(narrow, wide));
    assertEquals(Optional.of(wide), chosen(router, LONG));
    assertEquals(Optional.of(wide), chosen(router, cell(Resolution.P720, 8, true)));
    assertEquals(Optional.of(wide), chosen(router, cell(Resolution.P1080, 8, false)));
  }

  @Test
  void nothingIsChosenWhereNothingFits() {
    var router = new Router(List.of(narrow));
    assertEquals(Optional.empty(), chosen(router, LONG));
    assertFalse(router.canMake(LONG));
    assertTrue(router.canMake(SHORT));
    assertFalse(router.canMake(SHORT, Set.of("narrow")));
  }

  @Test
  void excludedAndUnhealthyEnginesAreLeftOut() {
    var router = new Router(List.of(narrow, wide));
    assertEquals(
        Optional.of(wide),
        router.choose("task", SHORT, Set.of("narrow"), health).map(Plan::engine));
    health.unavailable("narrow", Duration.ofSeconds(1));
    assertEquals(Optional.of(wide), chosen(router, SHORT));
    assertTrue(router.canMake(SHORT), "whatever engines are like at the moment");
    health.works("narrow");
    assertEquals(Optional.of(narrow), chosen(router, SHORT));
  }

  @Test
  void theTableDecidesWhichEnginesServeAModel() {
    var router =
        new Router(
            List.of(narrow, wide),
            Map.of(Model.SORA_2, List.of(new Candidate("wide", 0), new Candidate("narrow", 0))),
            1);
    assertEquals(Optional.of(wide), chosen(router, SHORT));
    assertFalse(router.canMake(new Cell(Model.SORA_2_PRO, SHORT.format(), false)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Router(List.of(wide), Map.of(Model.SORA_2, List.of(new Candidate("gpu", 1))), 1));
  }

  @Test
  void whatCannotBeMadeExactlyIsMadeALittleLarger() {
    var sizes = new Sizes.Listed(List.of(new Size(1920, 1080), new Size(1360, 768)));
    assertEquals(
        Optional.of(new SegmentPlan(new Size(1360, 768), List.of(new Segment(10, 8)))),
        plan(can(sizes, List.of(5, 10, 15), false, false), SHORT, 1));
    assertEquals(
        Optional.of(new SegmentPlan(new Size(1280, 736), List.of(new Segment(8, 8)))),
        plan(can(new Sizes.Free(32, 256, 2048, 1 << 21), List.of(8), false, false), SHORT, 1));
  }

  @Test
  void nothingIsEnlargedUnlessTheOperatorAllowsIt() {
    var small = can(new Sizes.Listed(List.of(HD)), List.of(8), false, false);
    Cell full = cell(Resolution.P1080, 8, false);
    assertEquals(Optional.empty(), plan(small, full, 1));
    assertEquals(Optional.of(HD), plan(small, full, 1.5).map(SegmentPlan::size));
  }

  @Test
  void longFilmsAreChainedWhereTheEngineCan() {
    var sizes = new Sizes.Listed(List.of(HD));
    assertEquals(Optional.empty(), plan(can(sizes, List.of(4, 8), true, false), LONG, 1));
    assertEquals(
        Optional.of(
            new SegmentPlan(HD, List.of(new Segment(8, 8), new Segment(8, 8), new Segment(4, 4)))),
        plan(can(sizes, List.of(4, 8), true, true), LONG, 1));
    assertEquals(
        Optional.of(
            new SegmentPlan(HD, List.of(new Segment(8, 8), new Segment(8, 8), new Segment(8, 4)))),
        plan(can(sizes, List.of(8), true, true), LONG, 1));
  }

  @Test
  void filmsAreNotMadeLongerThanTheOperatorWants() {
    var sizes = new Sizes.Listed(List.of(HD));
    var planner = new Planner(1);
    var ten = can(sizes, List.of(10), false, false);
    assertTrue(planner.plan(ten, SHORT, Duration.ofSeconds(2)).isPresent());
    assertEquals(Optional.empty(), planner.plan(ten, SHORT, Duration.ofMillis(1_999)));
    assertEquals(
        Optional.of("1280x720 5:5,5:3"),
        planner
            .plan(can(sizes, List.of(5, 15), true, true), SHORT, Duration.ofSeconds(2))
            .map(SegmentPlan::text),
        "a chain where one piece would be too long");
    assertEquals(
        Optional.empty(),
        planner.plan(can(sizes, List.of(15), true, true), SHORT, Duration.ofSeconds(2)));
  }

  @Test
  void neighboursWithWeightsShareTheTasksAndOneTaskIsAlwaysTheSame() {
    var twin = new OnPaper("twin", Capabilities.everything());
    var loose = new OnPaper("loose", can(new Sizes.Listed(List.of(HD)), List.of(9), false, false));
    var router =
        new Router(
            List.of(wide, twin, loose),
            Map.of(
                Model.SORA_2,
                List.of(
                    new Candidate("loose", 1_000),
                    new Candidate("wide", 3),
                    new Candidate("twin", 1))),
            1);
    int wides = 0;
    for (int i = 0; i < 4_000; i++) {
      String task = "task_" + i;
      Optional<Plan> first = router.choose(task, SHORT, Set.of(), health);
      assertEquals(first, router.choose(task, SHORT, Set.of(), health));
      String name = first.orElseThrow().engine().name();
      assertFalse(name.equals("loose"), "it makes more than is ordered");
      wides += name.equals("wide") ? 1 : 0;
    }
    assertEquals(3_000, wides, 150);
    assertEquals(
        Optional.of("loose"),
        router
            .choose("task", SHORT, Set.of("wide", "twin"), health)
            .map(plan -> plan.engine().name()));
  }

  @Test
  void plansAndCellsAreReadAsTheyWereWritten() {
    var plan = new SegmentPlan(HD, List.of(new Segment(8, 8), new Segment(8, 4)));
    assertEquals("1280x720 8:8,8:4", plan.text());
    assertEquals(plan, SegmentPlan.parse(plan.text()));
    assertThrows(IllegalArgumentException.class, () -> SegmentPlan.parse("1280x720"));
    assertEquals("sora-2/720p/landscape/20/text", LONG.text());
    assertEquals(LONG, Cell.parse(LONG.text()));
    assertThrows(IllegalArgumentException.class, () -> Cell.parse("sora-2/720p"));
  }

  @Test
  void enginesAreFoundByTheirExactName() {
    var router = new Router(List.of(narrow, wide));
    assertEquals(Optional.of(wide), router.named("wide"));
    assertEquals(Optional.empty(), router.named("Wide"));
  }

  @Test
  void aServerWithoutEnginesOrWithTwoOfOneNameIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Router(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Router(List.of(wide, wide)));
  }

  private Optional<Engine> chosen(Router router, Cell cell) {
    return router.choose("task", cell, Set.of(), health).map(Plan::engine);
  }

  private static Optional<SegmentPlan> plan(Capabilities can, Cell cell, double mostUpscale) {
    return new Planner(mostUpscale).plan(can, cell, Duration.ofHours(1));
  }

  private static Cell cell(Resolution resolution, int seconds, boolean picture) {
    Model model = resolution == Resolution.P720 ? Model.SORA_2 : Model.SORA_2_PRO;
    return new Cell(model, new VideoFormat(resolution, Orientation.LANDSCAPE, seconds), picture);
  }

  private static Capabilities can(
      Sizes sizes, List<Integer> seconds, boolean fromPicture, boolean chain) {
    return new Capabilities(
        sizes, new Lengths.Listed(seconds), OptionalInt.empty(), true, fromPicture, true, chain);
  }

  /** An engine known by what it can make alone: whoever routes calls nothing else. */
  private record OnPaper(String name, Capabilities capabilities) implements Engine {
    @Override
    public Capacity capacity() {
      return Capacity.ofRunning(1);
    }

    @Override
    public Submission submit(Job job) {
      throw new AssertionError("routing must not submit");
    }

    @Override
    public Progress poll(EngineJob job) {
      throw new AssertionError("routing must not poll");
    }

    @Override
    public Cancellation cancel(EngineJob job) {
      throw new AssertionError("routing must not cancel");
    }

    @Override
    public Fetched fetch(EngineJob job, Path target) {
      throw new AssertionError("routing must not fetch");
    }

    @Override
    public void close() {}
  }
}

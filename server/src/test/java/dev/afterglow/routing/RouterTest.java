package dev.afterglow.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Grid;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.Shape;
import dev.afterglow.engines.Ticket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final Shape HD = new Shape(Resolution.P720, Orientation.LANDSCAPE, 8);
  private static final Shape LONG = new Shape(Resolution.P720, Orientation.LANDSCAPE, 20);

  private final Engine narrow =
      new OnPaper(
          "narrow",
          new Grid(
              Set.of(Model.SORA_2),
              Set.of(Resolution.P720),
              Set.of(Orientation.LANDSCAPE),
              Set.of(4, 8),
              false));
  private final Engine wide = new OnPaper("wide", Grid.everything(true));

  @Test
  void theFirstEngineThatCoversTheRequestIsChosen() {
    assertEquals(
        Optional.of(narrow), new Router(List.of(narrow, wide)).choose(Model.SORA_2, HD, false));
    assertEquals(
        Optional.of(wide), new Router(List.of(wide, narrow)).choose(Model.SORA_2, HD, false));
  }

  @Test
  void anEngineIsPassedOverForWhatItCannotMake() {
    var router = new Router(List.of(narrow, wide));
    assertEquals(Optional.of(wide), router.choose(Model.SORA_2, LONG, false));
    assertEquals(Optional.of(wide), router.choose(Model.SORA_2, HD, true));
    assertEquals(Optional.of(wide), router.choose(Model.SORA_2_PRO, HD, false));
  }

  @Test
  void nothingIsChosenWhereNothingFits() {
    assertEquals(Optional.empty(), new Router(List.of(narrow)).choose(Model.SORA_2, LONG, false));
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

  /** An engine known by its grid alone: whoever routes calls nothing else. */
  private record OnPaper(String name, Grid grid) implements Engine {
    @Override
    public Submission submit(Job job) {
      throw new AssertionError("routing must not submit");
    }

    @Override
    public Progress poll(Ticket ticket) {
      throw new AssertionError("routing must not poll");
    }

    @Override
    public Cancellation cancel(Ticket ticket) {
      throw new AssertionError("routing must not cancel");
    }

    @Override
    public void fetch(Ticket ticket, Path target) {
      throw new AssertionError("routing must not fetch");
    }

    @Override
    public int concurrency() {
      return 1;
    }
  }
}

package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.run.EngineTerms;
import dev.afterglow.tasks.store.MarginReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What films brought in beside what their engines cost, on any database. */
abstract class MarginContract extends WorldContract {
  private static final long SECOND = 30_000;

  private record Sum(String engine, long films, long revenue, long cost, long unknown) {}

  private List<Sum> sums(String owner) {
    Instant now = world.clock.instant();
    return new MarginReport(database)
        .between(owner, now.minusSeconds(86_400), now.plusSeconds(1)).stream()
            .map(line ->
                new Sum(
                    line.engine(),
                    line.films(),
                    line.revenueMicros(),
                    line.costMicros(),
                    line.unknown()))
            .toList();
  }

  private void priced(Map<String, EngineTerms> terms) throws Exception {
    world.settings = world.settings.withTerms(terms);
    world.start();
  }

  @Test
  void operatorsPriceIsTheCostOfWhateverTheEngineNamesNoCostOf() throws Exception {
    priced(Map.of("studio", new EngineTerms(Optional.empty(), OptionalLong.of(SECOND))));
    world.accepted("ann");
    world.accepted("ann");
    world.accepted("bob");
    world.finish();
    assertEquals(List.of(new Sum("studio", 2, 2 * World.PRICE, 2 * 8 * SECOND, 0)), sums("ann"));
    assertEquals(List.of(new Sum("studio", 1, World.PRICE, 8 * SECOND, 0)), sums("bob"));
    assertEquals(Model.SORA_2, lines("bob").getFirst().model());
  }

  private List<MarginReport.Line> lines(String owner) {
    Instant now = world.clock.instant();
    return new MarginReport(database).between(owner, now.minusSeconds(86_400), now.plusSeconds(1));
  }

  @Test
  void whatAnEngineSaysBeatsThePriceAndFailuresCostToo() throws Exception {
    priced(Map.of("studio", new EngineTerms(Optional.empty(), OptionalLong.of(SECOND))));
    engine.answerPoll(new Progress.Done(new Ticket("made"), OptionalLong.of(123_456)));
    world.accepted("ann");
    world.finish();
    engine.answerPoll(
        new Progress.Failed(
            new Failure(Failure.Kind.CONTENT_REFUSED, "no"), OptionalLong.of(50_000)));
    world.accepted("ann");
    world.finish();
    assertEquals(List.of(new Sum("studio", 1, World.PRICE, 173_456, 0)), sums("ann"));
  }

  @Test
  void costsThatNobodyNamesAreCountedAndNotGuessed() {
    world.accepted("ann");
    world.finish();
    assertEquals(List.of(new Sum("studio", 1, World.PRICE, 0, 1)), sums("ann"));
  }

  @Test
  void whatIsUnderWayIsNotInTheBooksYet() {
    world.accepted("ann");
    world.tick();
    assertEquals(List.of(), sums("ann"));
  }
}

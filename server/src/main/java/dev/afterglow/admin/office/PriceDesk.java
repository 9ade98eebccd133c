package dev.afterglow.admin.office;

import dev.afterglow.admin.Answer;
import dev.afterglow.admin.Answer.Done;
import dev.afterglow.admin.PriceOrder;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Resolution;
import dev.afterglow.ledger.Price;
import dev.afterglow.ledger.Prices;
import java.util.List;
import java.util.stream.Stream;

/** Serves orders about prices. */
final class PriceDesk {
  private final Prices prices;

  PriceDesk(Prices prices) {
    this.prices = prices;
  }

  Answer carryOut(PriceOrder order) {
    return switch (order) {
      case PriceOrder.List _ -> Done.of(new Listed(prices.all().stream().map(Line::of).toList()));
      case PriceOrder.Set set -> set(set);
    };
  }

  private Answer set(PriceOrder.Set order) {
    WrongValue.unlessOneOf(
        "model", order.model(), Stream.of(Model.values()).map(Model::id).toList());
    Model model = Model.of(order.model()).orElseThrow();
    WrongValue.unlessOneOf(
        "resolution",
        order.resolution(),
        model.resolutions().stream().map(Resolution::id).toList());
    WrongValue.unlessMoney("usd", order.microsPerSecond());
    Price price = new Price(order.model(), order.resolution(), order.microsPerSecond());
    prices.set(price);
    return Done.of(Line.of(price));
  }

  private record Listed(List<Line> prices) {}

  private record Line(String model, String resolution, long microsPerSecond) {
    static Line of(Price price) {
      return new Line(price.model(), price.resolution(), price.microsPerSecond());
    }
  }
}

package dev.afterglow.admin.handlers;

import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.PriceCommand;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Resolution;
import dev.afterglow.ledger.Price;
import dev.afterglow.ledger.Prices;
import java.util.List;
import java.util.stream.Stream;

/** Serves commands about prices. */
final class PriceCommandHandler {
  private final Prices prices;

  PriceCommandHandler(Prices prices) {
    this.prices = prices;
  }

  AdminResult execute(PriceCommand command) {
    return switch (command) {
      case PriceCommand.ListPrices _ ->
          Done.of(new Listed(prices.all().stream().map(Row::of).toList()));
      case PriceCommand.SetPrice set -> set(set);
    };
  }

  private AdminResult set(PriceCommand.SetPrice command) {
    RefusedValue.unlessOneOf(
        "model", command.model(), Stream.of(Model.values()).map(Model::id).toList());
    Model model = Model.of(command.model()).orElseThrow();
    RefusedValue.unlessOneOf(
        "resolution",
        command.resolution(),
        model.resolutions().stream().map(Resolution::id).toList());
    RefusedValue.unlessMoney("usd", command.microsPerSecond());
    Price price = new Price(command.model(), command.resolution(), command.microsPerSecond());
    prices.set(price);
    return Done.of(Row.of(price));
  }

  private record Listed(List<Row> prices) {}

  private record Row(String model, String resolution, long microsPerSecond) {
    static Row of(Price price) {
      return new Row(price.model(), price.resolution(), price.microsPerSecond());
    }
  }
}

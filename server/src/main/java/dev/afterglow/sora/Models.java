package dev.afterglow.sora;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.Shape;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Kind;
import dev.afterglow.http.Shown;
import dev.afterglow.http.Text;
import dev.afterglow.ledger.Prices;
import dev.afterglow.routing.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which models there are, what they cost, and the form of a request to one. */
final class Models {
  private static final String OPERATION = "video_generation";

  /** When the contract's models were first sold: 2025-10-06. */
  private static final long CREATED = 1_759_708_800;

  private final Router router;
  private final Prices prices;

  Models(Router router, Prices prices) {
    this.router = router;
    this.prices = prices;
  }

  /**
   * The model with this wire name.
   *
   * @throws ApiError 400 naming those there are
   */
  static Model named(String name) {
    return Model.of(name)
        .orElseThrow(() -> ApiError.invalid("field.value", "model", Shown.of(name), names()));
  }

  /** The wire names of all models, as messages list them. */
  static String names() {
    return Body.list(Stream.of(Model.values()).map(Model::id).toList());
  }

  /** {@code GET /v1/models}: what this key may ask of this server's engines. */
  Answer list(Exchange exchange) {
    List<Map<String, Object>> models =
        Stream.of(Model.values())
            .filter(model -> exchange.caller().mayUse(model.id()))
            .filter(this::made)
            .map(this::entry)
            .toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("object", "list");
    body.put("data", models);
    return Answer.json(body);
  }

  /** {@code GET /v1/model-schema?model=&operation=}. */
  Answer schema(Exchange exchange) {
    Parameters parameters = new Parameters(exchange);
    parameters.choice("operation", List.of(OPERATION));
    String name =
        parameters
            .text("model")
            .orElseThrow(() -> ApiError.invalid("field.missing", "model", names()));
    return schema(named(name));
  }

  /** {@code GET /v1/models/{model}/schema}. */
  Answer schemaOf(Exchange exchange) {
    String name = exchange.variable("model");
    return schema(
        Model.of(name)
            .orElseThrow(
                () -> ApiError.of(Kind.NOT_FOUND, Text.of("model.unknown", Shown.of(name)))));
  }

  private static Answer schema(Model model) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", model.id());
    body.put("operation", OPERATION);
    body.put("endpoint", SoraRoutes.GENERATIONS);
    body.put("method", "POST");
    body.put("schema_version", "1");
    body.put("input_schema", InputSchema.of(model));
    return Answer.json(body);
  }

  /** Whether any engine makes any film of it. */
  private boolean made(Model model) {
    return model.resolutions().stream().anyMatch(resolution -> made(model, resolution));
  }

  private boolean made(Model model, Resolution resolution) {
    return Shape.SECONDS.stream()
        .flatMap(seconds ->
            Stream.of(Orientation.values())
                .map(orientation -> new Shape(resolution, orientation, seconds)))
        .anyMatch(shape -> router.choose(model, shape, false).isPresent());
  }

  private Map<String, Object> entry(Model model) {
    Map<String, Object> pricing = new LinkedHashMap<>();
    for (Resolution resolution : model.resolutions()) {
      pricing.put(
          resolution.id(), Money.dollars(prices.priceMicros(model.id(), resolution.id(), 1)));
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", model.id());
    entry.put("object", "model");
    entry.put("created", CREATED);
    entry.put("owned_by", "afterglow");
    entry.put("category", "video");
    entry.put("usd_per_second", pricing);
    return entry;
  }
}

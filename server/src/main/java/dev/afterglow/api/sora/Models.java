package dev.afterglow.api.sora;

import dev.afterglow.api.AcceptedTask;
import dev.afterglow.api.InputSchema;
import dev.afterglow.api.ModelNames;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.generation.Principal;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.Usd;
import dev.afterglow.routing.Cell;
import dev.afterglow.routing.Router;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
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

  /** {@code GET /v1/models}: what this key may ask of this server's engines. */
  Answer list(Exchange exchange) {
    Principal principal = AcceptedTask.principal(exchange.caller());
    List<Map<String, Object>> models =
        Stream.of(Model.values())
            .filter(principal::mayUse)
            .filter(this::made)
            .map(this::entry)
            .toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("object", "list");
    body.put("data", models);
    return Answer.json(body);
  }

  /** {@code GET /v1/models/{model}}, with a dated name as well. */
  Answer one(Exchange exchange) {
    String name = exchange.variable("model");
    Principal principal = AcceptedTask.principal(exchange.caller());
    Model model =
        Model.named(name)
            .filter(principal::mayUse)
            .filter(this::made)
            .orElseThrow(() -> unknown(name));
    Map<String, Object> entry = entry(model);
    entry.put("id", name);
    return Answer.json(entry);
  }

  /** {@code GET /v1/model-schema?model=&operation=}. */
  Answer schema(Exchange exchange) {
    Parameters parameters = new Parameters(exchange);
    parameters.choice("operation", List.of(OPERATION));
    String name =
        parameters
            .text("model")
            .orElseThrow(() -> ApiError.invalid("field.missing", "model", ModelNames.all()));
    return schema(ModelNames.model(name));
  }

  /** {@code GET /v1/models/{model}/schema}. */
  Answer schemaOf(Exchange exchange) {
    String name = exchange.variable("model");
    return schema(Model.named(name).orElseThrow(() -> unknown(name)));
  }

  private static ApiError unknown(String name) {
    return ApiError.of(ErrorKind.NOT_FOUND, Text.of("model.unknown", Printable.of(name)))
        .about("model")
        .coded("model_not_found");
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
    return VideoFormat.SECONDS.stream()
        .flatMap(seconds ->
            Stream.of(Orientation.values())
                .map(orientation -> new VideoFormat(resolution, orientation, seconds)))
        .anyMatch(format -> router.canMake(new Cell(model, format, false)));
  }

  private Map<String, Object> entry(Model model) {
    Map<String, Object> pricing = new LinkedHashMap<>();
    for (Resolution resolution : model.resolutions()) {
      pricing.put(resolution.id(), Usd.dollars(prices.priceMicros(model.id(), resolution.id(), 1)));
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

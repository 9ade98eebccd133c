package dev.afterglow.api.openai;

import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.tasks.Callback;
import dev.afterglow.text.Text;
import dev.afterglow.webhooks.Delivery;
import dev.afterglow.webhooks.DeliveryQuery;
import dev.afterglow.webhooks.Webhooks;
import dev.afterglow.webhooks.Webhooks.Queued;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** {@code /v1/webhook_deliveries}, this server's own: what became of messages. */
final class WebhookDeliveries {
  private final Webhooks webhooks;

  WebhookDeliveries(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /** {@code GET /v1/webhook_deliveries?endpoint=&video=&state=&limit=&after=}. */
  Answer list(Exchange exchange) {
    int limit = Lists.limit(exchange, 1, Lists.USUAL, Lists.LARGEST);
    DeliveryQuery query =
        new DeliveryQuery(
            given(exchange, "endpoint"),
            given(exchange, "video")
                .map(id -> VideoIds.task(id).orElseThrow(() -> OpenAiErrors.noVideo("video"))),
            given(exchange, "state").map(WebhookDeliveries::state),
            given(exchange, "after"),
            limit);
    List<Delivery> page = webhooks.deliveries(exchange.caller().ownerId(), query);
    return Answer.json(
        Lists.body(page.stream().map(WebhookDeliveries::view).toList(), page.size() == limit));
  }

  /** {@code GET /v1/webhook_deliveries/{id}}. */
  Answer retrieve(Exchange exchange) {
    return webhooks
        .delivery(exchange.caller().ownerId(), exchange.variable("delivery"))
        .map(delivery -> Answer.json(view(delivery)))
        .orElseThrow(WebhookDeliveries::none);
  }

  /** {@code POST /v1/webhook_deliveries/{id}/redeliver}. */
  Answer redeliver(Exchange exchange) {
    return switch (webhooks.redeliver(exchange.caller().ownerId(), exchange.variable("delivery"))) {
      case Queued.Waiting(Delivery delivery) -> Answer.json(view(delivery));
      case Queued.Disabled _ ->
          throw OpenAiErrors.invalid("id", "webhook_endpoint_disabled", "hook.disabled");
      case Queued.NotFound _ -> throw none();
    };
  }

  private static Map<String, @Nullable Object> view(Delivery delivery) {
    Optional<Delivery.Last> last = delivery.last();
    OptionalInt status = last.map(Delivery.Last::status).orElse(OptionalInt.empty());
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", delivery.id());
    view.put("object", "webhook_delivery");
    view.put("message_id", delivery.messageId());
    view.put("type", delivery.type().wire());
    view.put("video_id", VideoIds.of(delivery.taskId()));
    view.put("webhook_endpoint_id", delivery.callback().isPresent() ? null : delivery.target());
    view.put("url", delivery.callback().map(Callback::url).orElse(null));
    view.put("state", delivery.state().word());
    view.put("attempts", delivery.attempts());
    view.put("last_status_code", status.isPresent() ? status.getAsInt() : null);
    view.put(
        "last_fault", last.flatMap(Delivery.Last::fault).map(Delivery.Fault::word).orElse(null));
    view.put("last_attempt_at", seconds(last.map(Delivery.Last::at)));
    view.put("next_attempt_at", seconds(delivery.nextAt()));
    view.put("created_at", delivery.createdAt().getEpochSecond());
    return view;
  }

  private static @Nullable Long seconds(Optional<Instant> moment) {
    return moment.map(Instant::getEpochSecond).orElse(null);
  }

  private static Delivery.State state(String word) {
    return Delivery.State.of(word)
        .orElseThrow(() -> OpenAiErrors.value("state", word, Delivery.State.WORDS));
  }

  private static Optional<String> given(Exchange exchange, String name) {
    return exchange.query(name).map(String::strip).filter(value -> !value.isEmpty());
  }

  /** The same for what is another owner's. */
  private static ApiError none() {
    return ApiError.of(ErrorKind.NOT_FOUND, Text.of("hook.delivery.none")).about("id");
  }
}

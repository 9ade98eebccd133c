package dev.afterglow.sora;

import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Kind;
import dev.afterglow.http.Text;
import dev.afterglow.images.Outcome;
import dev.afterglow.images.ReferenceImage;
import dev.afterglow.images.ReferenceImages;
import dev.afterglow.tasks.GenerateRequest;
import dev.afterglow.tasks.Idempotency;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.Tasks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code POST /v1/videos/generations}: one film is asked for. */
final class Generations {
  /** The version of the answer that APIMart's own client asks for. */
  private static final String OBJECT_VERSION = "2026-07-27";

  private static final String VERSION_HEADER = "X-APIMart-Response-Version";

  /** A body beyond this carries a picture in a data URI, or is too large. */
  private static final int MOST_TEXT_BYTES = 1 << 20;

  private static final int QUEUE_RETRY_SECONDS = 10;

  private final Tasks tasks;
  private final ReferenceImages images;

  Generations(Tasks tasks, ReferenceImages images) {
    this.tasks = tasks;
    this.images = images;
  }

  Answer create(Exchange exchange) {
    boolean asObject = asObject(exchange);
    Wish wish = wish(exchange);
    if (!exchange.caller().mayUse(wish.model().id())) {
      throw ApiError.forbidden("model.forbidden", wish.model().id());
    }
    Optional<Idempotency> idempotency = IdempotencyKey.of(exchange, wish);
    Submitted submitted =
        idempotency
            .flatMap(key -> tasks.earlier(exchange.caller().ownerId(), key))
            .orElseGet(() -> submit(exchange, wish, idempotency));
    return answer(submitted, asObject, exchange);
  }

  private static Wish wish(Exchange exchange) {
    Wish wish = Wish.read(exchange.json());
    boolean inline = wish.picture().filter(ReferenceImages::isInline).isPresent();
    if (!inline && exchange.bodyBytes() > MOST_TEXT_BYTES) {
      throw ApiError.tooLarge(MOST_TEXT_BYTES);
    }
    return wish;
  }

  private static boolean asObject(Exchange exchange) {
    Optional<String> version = exchange.header(VERSION_HEADER);
    if (version.isPresent() && !version.get().equals(OBJECT_VERSION)) {
      throw ApiError.invalid("version.value", OBJECT_VERSION);
    }
    return version.isPresent();
  }

  private Submitted submit(Exchange exchange, Wish wish, Optional<Idempotency> idempotency) {
    String ownerId = exchange.caller().ownerId();
    if (wish.picture().isEmpty()) {
      return submit(exchange, wish.request(Optional.empty()), idempotency);
    }
    return images.lend(
        ownerId,
        wish.picture().get(),
        outcome ->
            switch (outcome) {
              case Outcome.Taken(ReferenceImage image) ->
                  submit(exchange, wish.request(Optional.of(image.picture())), idempotency);
              case Outcome.Refused(Outcome.Fault fault) -> throw refusal(fault);
            });
  }

  private Submitted submit(
      Exchange exchange, GenerateRequest request, Optional<Idempotency> idempotency) {
    return tasks.submit(
        exchange.caller().ownerId(), exchange.caller().keyId(), request, idempotency);
  }

  private static ApiError refusal(Outcome.Fault fault) {
    return fault == Outcome.Fault.BUSY
        ? ApiError.of(Kind.UNAVAILABLE, Text.of("image.busy")).retryAfter(2)
        : ApiError.invalid("image." + fault.name().toLowerCase(Locale.ROOT), "image_urls[0]");
  }

  private static Answer answer(Submitted submitted, boolean asObject, Exchange exchange) {
    return switch (submitted) {
      case Submitted.Accepted(Task task) -> accepted(task, asObject, exchange);
      case Submitted.Replayed(Task task) ->
          accepted(task, asObject, exchange).with("Idempotency-Replayed", "true");
      case Submitted.KeyReused _ ->
          throw ApiError.of(Kind.UNPROCESSABLE, Text.of("idempotency.reused"));
      case Submitted.StillRunning _ -> throw ApiError.conflict("idempotency.running").retryAfter(1);
      case Submitted.Insufficient(long price, long available) ->
          throw ApiError.unpaid("money.short", Money.shown(price), Money.shown(available));
      case Submitted.CapReached cap ->
          throw ApiError.unpaid(
              cap.daily() ? "money.daily" : "money.total",
              Money.shown(cap.capMicros()),
              Money.shown(cap.leftMicros()),
              Money.shown(cap.priceMicros()));
      case Submitted.Unsupported none ->
          throw ApiError.invalid(
              none.picture() ? "engine.picture" : "engine.none",
              none.model().id(),
              none.shape().resolution().id(),
              none.shape().seconds());
      case Submitted.QueueFull(boolean ownersOwn, int bound) ->
          throw ApiError.tooMany(
              QUEUE_RETRY_SECONDS, Text.of(ownersOwn ? "queue.owner" : "queue.server", bound));
    };
  }

  private static Answer accepted(Task task, boolean asObject, Exchange exchange) {
    if (!asObject) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("status", "submitted");
      item.put("task_id", task.id());
      return Answer.json(Wrapped.of(List.of(item)));
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", task.id());
    object.put("object", "generation.task");
    object.put("status", TaskView.Status.of(task.stage()).wire());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", 202);
    body.put("request_id", exchange.requestId());
    body.put("data", object);
    return Answer.json(202, body).with(VERSION_HEADER, OBJECT_VERSION);
  }
}

package dev.afterglow.api.openai;

import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import dev.afterglow.webhooks.Endpoint;
import dev.afterglow.webhooks.EventType;
import dev.afterglow.webhooks.Webhooks;
import dev.afterglow.webhooks.Webhooks.Registered;
import dev.afterglow.webhooks.Webhooks.Tested;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/webhook_endpoints}, as OpenAI's clients call it; {@code enabled}, {@code
 * disabled_reason}, {@code failing_since} and {@code previous_secret_until} are this server's own.
 */
final class WebhookEndpoints {
  private static final String NAME = "name";
  private static final String URL = "url";
  private static final String EVENT_TYPES = "event_types";
  private static final String EVENT_TYPE = "event_type";
  private static final String ENABLED = "enabled";
  private static final String KEEP_OLD = "keep_old_secret_active_for_24_hours";
  private static final Set<String> CREATED_WITH = Set.of(NAME, URL, EVENT_TYPES);
  private static final Set<String> CHANGEABLE = Set.of(NAME, URL, EVENT_TYPES, ENABLED);

  private final Webhooks webhooks;

  WebhookEndpoints(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /** {@code POST /v1/webhook_endpoints}. */
  Answer create(Exchange exchange) throws IOException {
    Fields fields = Fields.read(exchange);
    CreateBody.requireKnown(fields, CREATED_WITH);
    return answer(
        webhooks.create(
            owner(exchange),
            name(fields).orElseThrow(() -> missing(NAME)),
            fields.text(URL).orElseThrow(() -> missing(URL)),
            events(fields).orElseThrow(() -> missing(EVENT_TYPES))));
  }

  /** {@code GET /v1/webhook_endpoints?limit=&after=}. */
  Answer list(Exchange exchange) {
    List<Endpoint> all = webhooks.list(owner(exchange));
    Optional<String> after = exchange.query("after").filter(id -> !id.isEmpty());
    List<Endpoint> behind =
        all.stream()
            .filter(endpoint -> after.map(id -> endpoint.id().compareTo(id) > 0).orElse(true))
            .toList();
    int limit = Lists.limit(exchange, 1, Lists.USUAL, Lists.LARGEST);
    List<Endpoint> page = behind.subList(0, Math.min(limit, behind.size()));
    return Answer.json(
        Lists.body(page.stream().map(this::view).toList(), page.size() < behind.size()));
  }

  /** {@code GET /v1/webhook_endpoints/{id}}. */
  Answer retrieve(Exchange exchange) {
    return webhooks
        .find(owner(exchange), exchange.variable("webhook"))
        .map(endpoint -> Answer.json(view(endpoint)))
        .orElseThrow(WebhookEndpoints::none);
  }

  /** {@code POST /v1/webhook_endpoints/{id}}. */
  Answer update(Exchange exchange) throws IOException {
    Fields fields = Fields.read(exchange);
    CreateBody.requireKnown(fields, CHANGEABLE);
    return answer(
        webhooks.change(
            owner(exchange),
            exchange.variable("webhook"),
            new Webhooks.Change(
                name(fields), fields.text(URL), events(fields), yesNo(fields, ENABLED))));
  }

  /** {@code DELETE /v1/webhook_endpoints/{id}}. */
  Answer delete(Exchange exchange) {
    String id = exchange.variable("webhook");
    if (!webhooks.delete(owner(exchange), id)) {
      throw none();
    }
    Map<String, Object> deleted = new LinkedHashMap<>();
    deleted.put("id", id);
    deleted.put("object", "webhook_endpoint.deleted");
    deleted.put("deleted", true);
    return Answer.json(deleted);
  }

  /** {@code POST /v1/webhook_endpoints/{id}/rotate_secret}. */
  Answer rotateSecret(Exchange exchange) throws IOException {
    boolean keep = false;
    if (hasBody(exchange)) {
      Fields fields = Fields.read(exchange);
      CreateBody.requireKnown(fields, Set.of(KEEP_OLD));
      keep = yesNo(fields, KEEP_OLD).orElse(false);
    }
    return answer(webhooks.rotate(owner(exchange), exchange.variable("webhook"), keep));
  }

  /** {@code POST /v1/webhook_endpoints/{id}/test}. */
  Answer test(Exchange exchange) throws IOException {
    Fields fields = Fields.read(exchange);
    CreateBody.requireKnown(fields, Set.of(EVENT_TYPE));
    String id = exchange.variable("webhook");
    EventType type =
        type(EVENT_TYPE, fields.text(EVENT_TYPE).orElseThrow(() -> missing(EVENT_TYPE)));
    return switch (webhooks.test(owner(exchange), id, type)) {
      case Tested.Answered(int status) -> {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("object", "webhook_endpoint.test");
        result.put("webhook_endpoint_id", id);
        result.put("event_type", type.wire());
        result.put("status_code", status);
        result.put("success", status >= 200 && status < 300);
        yield Answer.json(result);
      }
      case Tested.Silent(var fault) ->
          // Not 502, which the clients would repeat at once.
          throw OpenAiErrors.invalid(
              URL, "webhook_endpoint_" + fault.word(), "hook." + fault.word());
      case Tested.Busy _ -> throw ApiError.tooMany(1, Text.of("hook.busy"));
      case Tested.NotFound _ -> throw none();
    };
  }

  /** {@code GET /v1/webhook_event_types}. */
  static Answer eventTypes(Exchange exchange) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("object", "list");
    list.put("data", EventType.WORDS);
    return Answer.json(list);
  }

  private Answer answer(Registered registered) {
    return switch (registered) {
      case Registered.Issued(Endpoint endpoint, String secret) -> {
        Map<String, @Nullable Object> view = view(endpoint);
        view.put("signing_secret", secret);
        yield Answer.json(view).with("Cache-Control", "no-store");
      }
      case Registered.Changed(Endpoint endpoint) -> Answer.json(view(endpoint));
      case Registered.TooMany(int most) ->
          throw OpenAiErrors.invalid(URL, "too_many_webhook_endpoints", "hook.many", most);
      case Registered.BadUrl _ ->
          throw OpenAiErrors.invalid(URL, "invalid_value", "hook.url", Webhooks.LONGEST_URL);
      case Registered.NotFound _ -> throw none();
    };
  }

  private Map<String, @Nullable Object> view(Endpoint endpoint) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", endpoint.id());
    view.put("object", "webhook_endpoint");
    view.put("name", endpoint.wanted().name());
    view.put("url", endpoint.url());
    view.put(
        "event_types", endpoint.wanted().events().stream().map(EventType::wire).sorted().toList());
    view.put("signing_secret_hint", webhooks.hint(endpoint));
    view.put("created_at", endpoint.createdAt().getEpochSecond());
    view.put("updated_at", endpoint.updatedAt().getEpochSecond());
    view.put("enabled", endpoint.disabled().isEmpty());
    view.put("disabled_reason", endpoint.disabled().map(why -> why.reason().word()).orElse(null));
    view.put("failing_since", endpoint.failingSince().map(Instant::getEpochSecond).orElse(null));
    view.put(
        "previous_secret_until",
        endpoint.signing().previousUntil().map(Instant::getEpochSecond).orElse(null));
    return view;
  }

  private static Optional<String> name(Fields fields) {
    Optional<String> name = fields.text(NAME);
    if (name.isPresent()
        && (name.get().isBlank()
            || name.get().length() > Endpoint.LONGEST_NAME
            || !Printable.plain(name.get()).equals(name.get()))) {
      throw OpenAiErrors.invalid(NAME, "invalid_value", "hook.name", Endpoint.LONGEST_NAME);
    }
    return name;
  }

  private static Optional<Set<EventType>> events(Fields fields) {
    return fields
        .member(EVENT_TYPES)
        .map(value -> {
          Set<EventType> types = EnumSet.noneOf(EventType.class);
          (value.isArray() ? value.valueStream() : Stream.of(value))
              .forEach(word -> types.add(type(EVENT_TYPES, Fields.text(EVENT_TYPES, word))));
          return types;
        });
  }

  private static EventType type(String param, String word) {
    return EventType.of(word).orElseThrow(() -> OpenAiErrors.value(param, word, EventType.WORDS));
  }

  /** In a form a word, in JSON a word of its own. */
  private static Optional<Boolean> yesNo(Fields fields, String name) {
    return fields
        .member(name)
        .map(value ->
            switch (Fields.shown(value)) {
              case "true" -> true;
              case "false" -> false;
              default ->
                  throw OpenAiErrors.value(name, Fields.shown(value), List.of("true", "false"));
            });
  }

  private static boolean hasBody(Exchange exchange) {
    return exchange.header("Transfer-Encoding").isPresent()
        || exchange.header("Content-Length").filter(length -> !length.equals("0")).isPresent();
  }

  private static String owner(Exchange exchange) {
    return exchange.caller().ownerId();
  }

  private static ApiError missing(String name) {
    return OpenAiErrors.invalid(name, "missing_required_parameter", "openai.missing", name);
  }

  /** The same for what is another owner's. */
  private static ApiError none() {
    return ApiError.of(ErrorKind.NOT_FOUND, Text.of("hook.none")).about("id");
  }
}

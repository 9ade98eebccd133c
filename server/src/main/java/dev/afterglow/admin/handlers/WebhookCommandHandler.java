package dev.afterglow.admin.handlers;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Owner;
import dev.afterglow.admin.Accepted;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.Refusal;
import dev.afterglow.admin.WebhookCommand;
import dev.afterglow.tasks.Callback;
import dev.afterglow.webhooks.Delivery;
import dev.afterglow.webhooks.DeliveryQuery;
import dev.afterglow.webhooks.Endpoint;
import dev.afterglow.webhooks.EventType;
import dev.afterglow.webhooks.Webhooks;
import dev.afterglow.webhooks.Webhooks.Queued;
import dev.afterglow.webhooks.Webhooks.Registered;
import dev.afterglow.webhooks.Webhooks.Tested;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Serves commands about webhooks. Owners are few: what is theirs is looked for with each. */
final class WebhookCommandHandler {
  private final Accounts accounts;
  private final Webhooks webhooks;

  WebhookCommandHandler(Accounts accounts, Webhooks webhooks) {
    this.accounts = accounts;
    this.webhooks = webhooks;
  }

  AdminResult execute(WebhookCommand command) {
    return switch (command) {
      case WebhookCommand.AddEndpoint add -> add(add);
      case WebhookCommand.ListEndpoints(Optional<String> owner) -> list(owner);
      case WebhookCommand.RemoveEndpoint(String id) ->
          ofEndpoint(
              id,
              endpoint -> {
                webhooks.delete(endpoint.ownerId(), id);
                return Done.of(Sheet.of(endpoint));
              });
      case WebhookCommand.SwitchEndpoint(String id, boolean enabled) ->
          ofEndpoint(
              id,
              endpoint ->
                  registered(
                      webhooks.change(endpoint.ownerId(), id, Webhooks.Change.enabled(enabled)),
                      id));
      case WebhookCommand.RotateSecret(String id, boolean atOnce) ->
          ofEndpoint(
              id, endpoint -> registered(webhooks.rotate(endpoint.ownerId(), id, !atOnce), id));
      case WebhookCommand.TestEndpoint(String id, String event) -> {
        EventType type = type("event", event);
        yield ofEndpoint(id, endpoint -> tested(webhooks.test(endpoint.ownerId(), id, type), id));
      }
      case WebhookCommand.ListDeliveries list -> deliveries(list);
      case WebhookCommand.Redeliver(String id) -> redeliver(id);
    };
  }

  private AdminResult add(WebhookCommand.AddEndpoint command) {
    Optional<Owner> owner = accounts.owner(command.owner());
    if (owner.isEmpty()) {
      return OwnerCommandHandler.noSuchOwner(command.owner());
    }
    Set<EventType> events = EnumSet.noneOf(EventType.class);
    command.events().forEach(word -> events.add(type("events", word)));
    RefusedValue.unless(
        "name",
        command.name(),
        Accepted.Kind.KEY_NAME,
        () -> new Endpoint.Subscription(command.name(), "", EnumSet.allOf(EventType.class)));
    Registered registered =
        webhooks.create(
            owner.get().id(),
            command.name(),
            command.url(),
            events.isEmpty() ? EnumSet.allOf(EventType.class) : events);
    if (registered instanceof Registered.BadUrl) {
      throw new RefusedValue("url", command.url(), new Accepted.Form(Accepted.Kind.WEBHOOK_URL));
    }
    return registered(registered, "");
  }

  private AdminResult list(Optional<String> named) {
    if (named.isEmpty()) {
      return Done.of(
          new Listed(
              accounts.owners().stream()
                  .flatMap(owner -> webhooks.list(owner.id()).stream())
                  .map(Sheet::of)
                  .toList()));
    }
    return accounts
        .owner(named.get())
        .<AdminResult>map(owner ->
            Done.of(new Listed(webhooks.list(owner.id()).stream().map(Sheet::of).toList())))
        .orElseGet(() -> OwnerCommandHandler.noSuchOwner(named.get()));
  }

  private AdminResult deliveries(WebhookCommand.ListDeliveries command) {
    RefusedValue.unlessWithin("limit", command.limit(), 1, DeliveryQuery.LARGEST_PAGE);
    Optional<Delivery.State> state = command.state().map(WebhookCommandHandler::state);
    List<Owner> owners = accounts.owners();
    if (command.owner().isPresent()) {
      Optional<Owner> owner = accounts.owner(command.owner().get());
      if (owner.isEmpty()) {
        return OwnerCommandHandler.noSuchOwner(command.owner().get());
      }
      owners = List.of(owner.get());
    }
    DeliveryQuery query =
        new DeliveryQuery(
            command.endpoint(), Optional.empty(), state, Optional.empty(), command.limit());
    return Done.of(
        new Log(
            owners.stream()
                .flatMap(owner -> webhooks.deliveries(owner.id(), query).stream())
                .sorted(comparing(Delivery::id).reversed())
                .limit(command.limit())
                .map(Row::of)
                .toList()));
  }

  private static Delivery.State state(String word) {
    RefusedValue.unlessOneOf("state", word, Delivery.State.WORDS);
    return Delivery.State.of(word).orElseThrow();
  }

  private AdminResult redeliver(String id) {
    return accounts.owners().stream()
        .filter(owner -> webhooks.delivery(owner.id(), id).isPresent())
        .findFirst()
        .map(owner -> queued(webhooks.redeliver(owner.id(), id), id))
        .orElseGet(() -> new Refusal.NoSuchWebhook(id));
  }

  private AdminResult ofEndpoint(String id, Function<Endpoint, AdminResult> action) {
    return accounts.owners().stream()
        .flatMap(owner -> webhooks.find(owner.id(), id).stream())
        .findFirst()
        .map(action)
        .orElseGet(() -> new Refusal.NoSuchWebhook(id));
  }

  private static AdminResult registered(Registered registered, String id) {
    return switch (registered) {
      case Registered.Issued(Endpoint endpoint, String secret) ->
          Done.of(new Issued(Sheet.of(endpoint), secret));
      case Registered.Changed(Endpoint endpoint) -> Done.of(Sheet.of(endpoint));
      case Registered.TooMany(int most) -> new Refusal.TooManyWebhooks(most);
      case Registered.BadUrl _ -> throw new IllegalStateException("an address nobody gave");
      case Registered.NotFound _ -> new Refusal.NoSuchWebhook(id);
    };
  }

  private static EventType type(String field, String word) {
    RefusedValue.unlessOneOf(field, word, EventType.WORDS);
    return EventType.of(word).orElseThrow();
  }

  private static AdminResult tested(Tested tested, String id) {
    return switch (tested) {
      case Tested.Answered(int status) -> Done.of(new Said(id, Integer.toString(status)));
      case Tested.Silent(Delivery.Fault fault) -> Done.of(new Said(id, fault.word()));
      case Tested.Busy _ -> new Refusal.Busy();
      case Tested.NotFound _ -> new Refusal.NoSuchWebhook(id);
    };
  }

  private static AdminResult queued(Queued queued, String id) {
    return switch (queued) {
      case Queued.Waiting(Delivery delivery) -> Done.of(Row.of(delivery));
      case Queued.Disabled _ -> new Refusal.WebhookDisabled(id);
      case Queued.NotFound _ -> new Refusal.NoSuchWebhook(id);
    };
  }

  private record Listed(List<Sheet> endpoints) {}

  /** A status, or why there is none. */
  private record Said(String id, String last) {}

  private record Log(List<Row> deliveries) {}

  private record Issued(@JsonUnwrapped Sheet endpoint, String secret) {}

  /** An endpoint without its secret. */
  private record Sheet(
      String id,
      String owner,
      String name,
      String url,
      List<String> events,
      String status,
      Optional<Instant> failingSince,
      Instant createdAt) {
    static Sheet of(Endpoint endpoint) {
      return new Sheet(
          endpoint.id(),
          endpoint.ownerId(),
          endpoint.wanted().name(),
          endpoint.url(),
          endpoint.wanted().events().stream().map(EventType::wire).sorted().toList(),
          endpoint
              .disabled()
              .map(disabled ->
                  disabled.reason() == Endpoint.Reason.OWNER
                      ? "disabled"
                      : disabled.reason().word())
              .orElse("active"),
          endpoint.failingSince(),
          endpoint.createdAt());
    }
  }

  private record Row(
      String id,
      String owner,
      String endpoint,
      String task,
      String type,
      String state,
      int attempts,
      String last,
      Optional<Instant> lastAttemptAt,
      Optional<Instant> nextAttemptAt) {
    static Row of(Delivery delivery) {
      return new Row(
          delivery.id(),
          delivery.ownerId(),
          delivery.callback().map(Callback::url).orElse(delivery.target()),
          delivery.taskId(),
          delivery.type().wire(),
          delivery.state().word(),
          delivery.attempts(),
          delivery.last().map(Row::said).orElse(""),
          delivery.last().map(Delivery.Last::at),
          delivery.nextAt());
    }

    private static String said(Delivery.Last last) {
      return last.status().isPresent()
          ? Integer.toString(last.status().getAsInt())
          : last.fault().map(Delivery.Fault::word).orElse("");
    }
  }
}

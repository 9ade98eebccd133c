package dev.afterglow.admin;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The wire form of commands and refusals: a name such as {@code key.create}, and the record's
 * fields as a JSON object in snake case. A field that a command does not have is refused, never
 * ignored.
 */
final class AdminProtocol {
  private static final Map<String, Class<? extends AdminCommand>> TYPES =
      Map.ofEntries(
          Map.entry("owner.create", OwnerCommand.Create.class),
          Map.entry("owner.list", OwnerCommand.ListOwners.class),
          Map.entry("owner.disable", OwnerCommand.Disable.class),
          Map.entry("owner.enable", OwnerCommand.Enable.class),
          Map.entry("key.create", KeyCommand.Create.class),
          Map.entry("key.list", KeyCommand.ListKeys.class),
          Map.entry("key.revoke", KeyCommand.Revoke.class),
          Map.entry("key.rotate", KeyCommand.Rotate.class),
          Map.entry("credit.add", CreditCommand.Add.class),
          Map.entry("credit.list", CreditCommand.ListEntries.class),
          Map.entry("price.list", PriceCommand.ListPrices.class),
          Map.entry("price.set", PriceCommand.SetPrice.class),
          Map.entry("code.create", CodeCommand.Create.class),
          Map.entry("code.list", CodeCommand.ListCodes.class),
          Map.entry("task.list", TaskCommand.ListTasks.class),
          Map.entry("task.cancel", TaskCommand.Cancel.class),
          Map.entry("task.decide", TaskCommand.Decide.class),
          Map.entry("webhook.add", WebhookCommand.AddEndpoint.class),
          Map.entry("webhook.list", WebhookCommand.ListEndpoints.class),
          Map.entry("webhook.remove", WebhookCommand.RemoveEndpoint.class),
          Map.entry("webhook.switch", WebhookCommand.SwitchEndpoint.class),
          Map.entry("webhook.rotate", WebhookCommand.RotateSecret.class),
          Map.entry("webhook.test", WebhookCommand.TestEndpoint.class),
          Map.entry("webhook.deliveries", WebhookCommand.ListDeliveries.class),
          Map.entry("webhook.redeliver", WebhookCommand.Redeliver.class),
          Map.entry("books.examine", AuditCommand.Examine.class),
          Map.entry("books.repair", AuditCommand.Repair.class),
          Map.entry("console.link", ConsoleCommand.Link.class),
          Map.entry("books.usage", AuditCommand.Usage.class));

  private static final Map<Class<? extends AdminCommand>, String> NAMES =
      TYPES.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

  static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private AdminProtocol() {}

  /** The command's name on the wire: its subject and its verb. */
  static String name(AdminCommand command) {
    return Optional.ofNullable(NAMES.get(command.getClass()))
        .orElseThrow(() -> new IllegalArgumentException("no name for " + command.getClass()));
  }

  static byte[] write(AdminCommand command) {
    return JSON.writeValueAsBytes(command);
  }

  /** Reads a command; empty if there is none of this name or the fields do not fit it. */
  static Optional<AdminCommand> read(String name, byte[] body) {
    Class<? extends AdminCommand> type = TYPES.get(name);
    if (type == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readValue(body, type));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** What a refusal looks like as the body of an answer. */
  static Map<String, Object> error(Refusal refusal) {
    JsonNode written = JSON.readTree(JSON.writerFor(Refusal.class).writeValueAsBytes(refusal));
    return Map.of("error", written);
  }

  /** Reads the body of an answer that {@link #error} wrote; empty if it is something else. */
  static Optional<Refusal> refusal(byte[] body) {
    try {
      JsonNode error = JSON.readTree(body).path("error");
      return error.isObject()
          ? Optional.ofNullable(JSON.treeToValue(error, Refusal.class))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}

package dev.afterglow.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminProtocolTest {
  static Stream<AdminCommand> commands() {
    Optional<Instant> expiry = Optional.of(Instant.parse("2027-01-01T00:00:00Z"));
    return Stream.of(
        new OwnerCommand.Create("Anna", Optional.of("anna@example.org"), Optional.of("zh")),
        new OwnerCommand.Create("Anna", Optional.empty(), Optional.empty()),
        new OwnerCommand.ListOwners(),
        new OwnerCommand.Disable("o1", true),
        new OwnerCommand.Enable("o1"),
        new KeyCommand.Create(
            "o1",
            "laptop",
            List.of("sora-2"),
            true,
            List.of("10.0.0.0/8"),
            OptionalLong.of(5_000_000),
            OptionalLong.empty(),
            OptionalInt.of(60),
            OptionalInt.empty(),
            expiry),
        new KeyCommand.ListKeys(Optional.empty()),
        new KeyCommand.Revoke("k1", false),
        new CreditCommand.Add("o1", -1, "mistake", Optional.of("r1")),
        new CreditCommand.ListEntries("o1"),
        new PriceCommand.ListPrices(),
        new PriceCommand.SetPrice("sora-2", "720p", 100_000),
        new CodeCommand.Create(1_000_000, 3, expiry),
        new CodeCommand.ListCodes(),
        new AuditCommand.Examine(),
        new AuditCommand.Repair(),
        new AuditCommand.Usage(
            Optional.of("2026-11-01"), Optional.empty(), List.of("model"), Optional.empty(), "UTC"),
        new TaskCommand.ListTasks(Optional.of("o1"), Optional.empty(), 20),
        new TaskCommand.Cancel(new TaskCommand.ById(List.of("task_1", "task_2"))),
        new TaskCommand.Cancel(new TaskCommand.ByOwner("o1")),
        new TaskCommand.Cancel(new TaskCommand.ByKey("k1")),
        new TaskCommand.Decide("task_1", "accept", Optional.of("ticket")),
        new TaskCommand.Decide("task_1", "release", Optional.empty()),
        new WebhookCommand.AddEndpoint("o1", "main", "https://a.org", List.of("video.failed")),
        new WebhookCommand.ListEndpoints(Optional.empty()),
        new WebhookCommand.RemoveEndpoint("whe_1"),
        new WebhookCommand.SwitchEndpoint("whe_1", true),
        new WebhookCommand.RotateSecret("whe_1", true),
        new WebhookCommand.TestEndpoint("whe_1", "video.failed"),
        new WebhookCommand.ListDeliveries(
            Optional.of("o1"), Optional.of("whe_1"), Optional.of("failed"), 20),
        new WebhookCommand.Redeliver("dlv_1"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandSurvivesTheWire(AdminCommand command) {
    assertEquals(
        Optional.of(command),
        AdminProtocol.read(AdminProtocol.name(command), AdminProtocol.write(command)));
  }

  static Stream<Refusal> refusals() {
    return Stream.of(
        new Refusal.Unreadable(),
        new Refusal.BadValue("models", "sora-3", new Accepted.OneOf(List.of("sora-2"))),
        new Refusal.BadValue("limit", "0", new Accepted.Between(1, 100)),
        new Refusal.BadValue("reason", "", new Accepted.Characters(200)),
        new Refusal.BadValue("email", "x", new Accepted.Form(Accepted.Kind.EMAIL)),
        new Refusal.BadAmount("usd", -1, 1, 9),
        new Refusal.NotAccepted("no"),
        new Refusal.NameTaken("Anna"),
        new Refusal.NoSuchOwner("o9"),
        new Refusal.NoSuchKey("k9"),
        new Refusal.NoSuchWebhook("whe_9"),
        new Refusal.WebhookDisabled("whe_9"),
        new Refusal.TooManyWebhooks(10),
        new Refusal.NotEnough(5, 4),
        new Refusal.ReferenceTaken("r1"),
        new Refusal.Damaged(),
        new Refusal.Busy(),
        new Refusal.Failed());
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void everyRefusalSurvivesTheWire(Refusal refusal) {
    byte[] body = AdminProtocol.JSON.writeValueAsBytes(AdminProtocol.error(refusal));
    assertEquals(Optional.of(refusal), AdminProtocol.refusal(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "{}", "{\"error\":{\"type\":\"not_found\"}}", "[1]", "null"})
  void whatNobodyWroteIsNoRefusal(String body) {
    assertEquals(Optional.empty(), AdminProtocol.refusal(body.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"owner\":\"o1\",\"role\":\"admin\"}",
        "{\"owner\":\"o1\"} {}",
        "{\"owner\":null}",
        "{}",
        "[]",
        "null",
        "",
        "nonsense",
      })
  void fieldsThatDoNotFitAreRefused(String body) {
    assertEquals(Optional.empty(), AdminProtocol.read("owner.enable", body.getBytes(UTF_8)));
  }

  @Test
  void moneyIsNeverRounded() {
    assertEquals(
        Optional.empty(),
        AdminProtocol.read(
            "credit.add", "{\"owner\":\"o1\",\"micros\":1.5,\"reason\":\"x\"}".getBytes(UTF_8)));
  }

  @Test
  void anUnknownNameIsNoCommand() {
    assertEquals(Optional.empty(), AdminProtocol.read("owner.promote", "{}".getBytes(UTF_8)));
  }
}

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

final class OrdersTest {
  static Stream<Order> orders() {
    Optional<Instant> expiry = Optional.of(Instant.parse("2027-01-01T00:00:00Z"));
    return Stream.of(
        new OwnerOrder.Create("Anna", Optional.of("anna@example.org"), Optional.of("zh")),
        new OwnerOrder.Create("Anna", Optional.empty(), Optional.empty()),
        new OwnerOrder.List(),
        new OwnerOrder.Disable("o1"),
        new OwnerOrder.Enable("o1"),
        new KeyOrder.Create(
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
        new KeyOrder.List(Optional.empty()),
        new KeyOrder.Revoke("k1"),
        new CreditOrder.Add("o1", -1, "mistake", Optional.of("r1")),
        new CreditOrder.List("o1"),
        new PriceOrder.List(),
        new PriceOrder.Set("sora-2", "720p", 100_000),
        new CodeOrder.Create(1_000_000, 3, expiry),
        new CodeOrder.List(),
        new BooksOrder.Examine(),
        new BooksOrder.Tasks(Optional.of("o1"), Optional.empty(), 20));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void everyOrderSurvivesTheWire(Order order) {
    assertEquals(Optional.of(order), Orders.read(Orders.name(order), Orders.write(order)));
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
    assertEquals(Optional.empty(), Orders.read("owner.disable", body.getBytes(UTF_8)));
  }

  @Test
  void moneyIsNeverRounded() {
    assertEquals(
        Optional.empty(),
        Orders.read(
            "credit.add", "{\"owner\":\"o1\",\"micros\":1.5,\"reason\":\"x\"}".getBytes(UTF_8)));
  }

  @Test
  void anUnknownNameIsNoOrder() {
    assertEquals(Optional.empty(), Orders.read("owner.promote", "{}".getBytes(UTF_8)));
  }
}

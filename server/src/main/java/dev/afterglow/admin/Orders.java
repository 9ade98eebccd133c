package dev.afterglow.admin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The wire form of orders: a name such as {@code key.create}, and the record's fields as a JSON
 * object in snake case. A field that an order does not have is refused, never ignored.
 */
final class Orders {
  private static final Map<String, Class<? extends Order>> TYPES =
      List.<Class<? extends Order>>of(
              OwnerOrder.Create.class,
              OwnerOrder.List.class,
              OwnerOrder.Disable.class,
              OwnerOrder.Enable.class,
              KeyOrder.Create.class,
              KeyOrder.List.class,
              KeyOrder.Revoke.class,
              CreditOrder.Add.class,
              CreditOrder.List.class,
              PriceOrder.List.class,
              PriceOrder.Set.class,
              CodeOrder.Create.class,
              CodeOrder.List.class,
              BooksOrder.Examine.class,
              BooksOrder.Tasks.class)
          .stream()
          .collect(Collectors.toUnmodifiableMap(Orders::name, Function.identity()));

  static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private Orders() {}

  /** The order's name on the wire: its subject and its verb. */
  static String name(Order order) {
    return name(order.getClass());
  }

  static byte[] write(Order order) {
    return JSON.writeValueAsBytes(order);
  }

  /** Reads an order; empty if there is none of this name or the fields do not fit it. */
  static Optional<Order> read(String name, byte[] body) {
    Class<? extends Order> type = TYPES.get(name);
    if (type == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readValue(body, type));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static String name(Class<? extends Order> type) {
    String subject = type.getEnclosingClass().getSimpleName();
    return (subject.substring(0, subject.length() - "Order".length()) + "." + type.getSimpleName())
        .toLowerCase(Locale.ROOT);
  }
}

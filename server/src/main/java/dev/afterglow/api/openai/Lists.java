package dev.afterglow.api.openai;

import dev.afterglow.batches.PageQuery;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all lists of this dialect have in common: the parameters of a page, and its form. */
final class Lists {
  /** The length of a page that nobody has asked for another of. */
  static final int USUAL = 20;

  /** The longest page of lists of single things. */
  static final int LARGEST = 100;

  private static final int DIGITS = 5;

  private Lists() {}

  /**
   * The page that a request asks for.
   *
   * @param least the smallest {@code limit}
   * @throws ApiError 400 for a parameter that is wrong, 404 for an {@code after} that can be no id
   */
  static PageQuery page(Exchange exchange, Pattern ids, int least, int usual, int most) {
    Optional<String> after = exchange.query("after").filter(id -> !id.isEmpty());
    if (after.isPresent() && !ids.matcher(after.get()).matches()) {
      throw OpenAiErrors.nothing("after", "openai.after");
    }
    return new PageQuery(after, newestFirst(exchange), limit(exchange, least, usual, most));
  }

  /** How many things a page may hold. */
  static int limit(Exchange exchange, int least, int usual, int most) {
    Optional<String> said = exchange.query("limit").filter(text -> !text.isEmpty());
    if (said.isEmpty()) {
      return usual;
    }
    if (!said.get().matches("\\d{1," + DIGITS + "}")
        || Integer.parseInt(said.get()) > most
        || Integer.parseInt(said.get()) < least) {
      throw OpenAiErrors.invalid("limit", "invalid_value", "openai.limit", least, most);
    }
    return Integer.parseInt(said.get());
  }

  /** Whether the newest come first. */
  static boolean newestFirst(Exchange exchange) {
    String order = exchange.query("order").filter(text -> !text.isEmpty()).orElse("desc");
    return switch (order) {
      case "desc" -> true;
      case "asc" -> false;
      default -> throw OpenAiErrors.value("order", order, List.of("asc", "desc"));
    };
  }

  /** A page as OpenAI writes it. */
  static Map<String, @Nullable Object> body(
      List<Map<String, @Nullable Object>> items, boolean more) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("object", "list");
    body.put("data", items);
    body.put("first_id", items.isEmpty() ? null : items.getFirst().get("id"));
    body.put("last_id", items.isEmpty() ? null : items.getLast().get("id"));
    body.put("has_more", more);
    return body;
  }
}

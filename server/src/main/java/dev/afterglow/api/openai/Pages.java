package dev.afterglow.api.openai;

import dev.afterglow.http.Answer;
import dev.afterglow.http.Exchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists as OpenAI pages them: an empty page has no last id, which is where its clients stop. */
final class Pages {
  /** The most that one page holds. */
  static final int LARGEST = 100;

  private static final int USUAL = 20;

  private Pages() {}

  /** How many are wanted, 1 to {@value #LARGEST}. */
  static int limit(Exchange exchange) {
    Optional<String> said = exchange.query("limit").filter(text -> !text.isEmpty());
    if (said.isEmpty()) {
      return USUAL;
    }
    if (!said.get().matches("[1-9]\\d{0,2}") || Integer.parseInt(said.get()) > LARGEST) {
      throw Faults.invalid("limit", "invalid_value", "hook.limit", LARGEST);
    }
    return Integer.parseInt(said.get());
  }

  /** One page. */
  static Answer answer(List<Map<String, @Nullable Object>> page, boolean more) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("object", "list");
    body.put("data", page);
    body.put("first_id", page.isEmpty() ? null : page.getFirst().get("id"));
    body.put("last_id", page.isEmpty() ? null : page.getLast().get("id"));
    body.put("has_more", more);
    return Answer.json(body);
  }
}

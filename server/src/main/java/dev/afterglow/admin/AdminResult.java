package dev.afterglow.admin;

import tools.jackson.databind.JsonNode;

/** What became of a command: {@link Done}, or a {@link Refusal}. */
public sealed interface AdminResult permits AdminResult.Done, Refusal {
  /**
   * It was executed.
   *
   * @param result a JSON object, in snake case; money in micro-dollars, times in ISO 8601
   */
  record Done(JsonNode result) implements AdminResult {
    /** A result written as JSON. */
    public static Done of(Object result) {
      return new Done(AdminProtocol.JSON.valueToTree(result));
    }
  }
}

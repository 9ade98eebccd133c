package dev.afterglow.engines.gemini;

import dev.afterglow.remote.VendorFault;
import dev.afterglow.remote.VendorFault.Kind;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Google's errors (google.rpc.Status): a code, a status word and a message. Neither code nor word
 * says that content was refused; only the message does.
 */
final class GoogleFaults {
  private static final List<String> CONTENT_WORDS =
      List.of(
          "usage guidelines",
          "support code",
          "responsible ai",
          "safety",
          "violat",
          "prohibited",
          "sensitive",
          "blocked",
          "content polic",
          "could not be submitted");

  private static final List<String> ACCESS_WORDS =
      List.of("api key", "api_key", "billing", "credits", "prepay", "location is not supported");

  private GoogleFaults() {}

  /** The error in an answer, which may be the only entry of a list. */
  static JsonNode in(JsonNode answer) {
    return (answer.isArray() ? answer.path(0) : answer).path("error");
  }

  /** What an error means; one without any member says nothing. */
  static VendorFault of(JsonNode error, String where) {
    String word = word(error);
    String message = error.isString() ? error.asString() : error.path("message").asString("");
    String reasons = error.path("details").toString();
    Kind kind = kind(word, (message + " " + reasons).toLowerCase(Locale.ROOT));
    return new VendorFault(kind, where + ": " + (word + " " + message).strip());
  }

  /** Whether a text speaks of refused content. */
  static boolean isContent(String message) {
    String words = message.toLowerCase(Locale.ROOT);
    return CONTENT_WORDS.stream().anyMatch(words::contains);
  }

  private static Kind kind(String word, String message) {
    boolean access = ACCESS_WORDS.stream().anyMatch(message::contains);
    return switch (word) {
      case "UNAUTHENTICATED", "PERMISSION_DENIED" -> Kind.ACCESS;
      case "RESOURCE_EXHAUSTED" -> access ? Kind.ACCESS : Kind.BUSY;
      case "FAILED_PRECONDITION", "INVALID_ARGUMENT" -> {
        if (access) {
          yield Kind.ACCESS;
        }
        yield isContent(message) ? Kind.CONTENT : Kind.INPUT;
      }
      case "NOT_FOUND" -> Kind.MISFIT;
      case "UNAVAILABLE", "ABORTED" -> Kind.BUSY;
      case "INTERNAL", "UNKNOWN", "DEADLINE_EXCEEDED" ->
          isContent(message) ? Kind.CONTENT : Kind.BROKEN;
      default -> isContent(message) ? Kind.CONTENT : Kind.UNNAMED;
    };
  }

  /** The word of the status; operations have only its number (google.rpc.Code). */
  private static String word(JsonNode error) {
    String written = error.path("status").asString(error.path("code").asString(""));
    return switch (written.toUpperCase(Locale.ROOT)) {
      case "2" -> "UNKNOWN";
      case "3", "INVALID_REQUEST", "BAD_REQUEST" -> "INVALID_ARGUMENT";
      case "4" -> "DEADLINE_EXCEEDED";
      case "5" -> "NOT_FOUND";
      case "7" -> "PERMISSION_DENIED";
      case "8", "RATE_LIMIT_EXCEEDED", "QUOTA_EXCEEDED" -> "RESOURCE_EXHAUSTED";
      case "9" -> "FAILED_PRECONDITION";
      case "10" -> "ABORTED";
      case "13" -> "INTERNAL";
      case "14" -> "UNAVAILABLE";
      case "16" -> "UNAUTHENTICATED";
      default -> written.toUpperCase(Locale.ROOT);
    };
  }
}

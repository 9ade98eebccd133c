package dev.afterglow.webhooks;

import dev.afterglow.tasks.Callback;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One message to one place, and what became of it.
 *
 * @param messageId the same in every attempt, in {@code webhook-id}
 * @param taskId whose end is told
 * @param target the id of an endpoint, or the origin of a callback's address
 * @param callback present if a request asked for it, and no endpoint
 * @param since from when the time for further attempts counts
 * @param nextAt when it is tried next; present as long as it is pending
 */
public record Delivery(
    String ownerId,
    String id,
    String messageId,
    EventType type,
    String taskId,
    String target,
    Optional<Callback> callback,
    State state,
    Instant createdAt,
    Instant since,
    int attempts,
    Optional<Instant> nextAt,
    Optional<Last> last) {
  static final String PREFIX = "dlv_";
  private static final Pattern ID =
      Pattern.compile(PREFIX + "[0-9A-HJKMNP-TV-Z]{26}(_[0-9A-HJKMNP-TV-Z]{26})?");

  /** Where a delivery stands. */
  public enum State {
    /** It is tried now or later. */
    PENDING,
    /** The receiver answered 2xx. */
    DELIVERED,
    /** Given up: refused for good, or tried for long enough. */
    FAILED,
    /**
     * No longer wanted: the endpoint was disabled or deleted, the owner disabled, the task deleted.
     */
    DROPPED;

    /** The words of all. */
    public static final List<String> WORDS = Arrays.stream(values()).map(State::word).toList();

    /** The state in one word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The state with this word. */
    public static Optional<State> of(String word) {
      return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
    }
  }

  /**
   * What came of the latest attempt.
   *
   * @param status what the receiver answered; empty if it did not
   * @param fault why it counts for nothing; empty if it counts
   */
  public record Last(Instant at, OptionalInt status, Optional<Fault> fault) {}

  /** Why an attempt counts for nothing. Says no more than a stranger may know of the inside. */
  public enum Fault {
    /** No connection: no such name, an address that is not allowed, nobody there. */
    UNREACHABLE,
    /** The message was sent, at least in part, and no answer came in time. */
    NO_ANSWER,
    /** Something else than 2xx. */
    REFUSED;

    /** The fault in one word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Fault of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** Whether the text is a delivery's id by its form. */
  public static boolean wellFormed(String text) {
    return ID.matcher(text).matches();
  }
}

package dev.afterglow.webhooks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What happened, in the words of OpenAI's events. */
public enum EventType {
  /** A film is there. */
  COMPLETED("video.completed"),
  /**
   * There will be no film: the task failed or was cancelled, which OpenAI's dialect calls failed.
   */
  FAILED("video.failed");

  /** The words of all. */
  public static final List<String> WORDS = Arrays.stream(values()).map(EventType::wire).toList();

  private final String wire;

  EventType(String wire) {
    this.wire = wire;
  }

  /** The word in an event's {@code type}. */
  public String wire() {
    return wire;
  }

  /** The type with this word. */
  public static Optional<EventType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.wire.equals(word)).findFirst();
  }
}

package dev.afterglow.remote;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a job stands, whatever word an engine has for it. */
public enum JobState {
  WAITING(
      "queued",
      "pending",
      "submitted",
      "created",
      "accepted",
      "scheduled",
      "waiting",
      "starting",
      "not_start",
      "in_queue"),
  WORKING("in_progress", "processing", "running", "generating", "working"),
  MADE("completed", "complete", "succeeded", "success", "finished", "done"),
  FAILED(
      "failed",
      "failure",
      "error",
      "cancelled",
      "canceled",
      "expired",
      "deleted",
      "rejected",
      "timeout");

  private static final Map<String, JobState> BY_WORD =
      Stream.of(values())
          .flatMap(state -> Stream.of(state.words).map(word -> Map.entry(word, state)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final String[] words;

  JobState(String... words) {
    this.words = words;
  }

  /** The state that a word means, in any case; empty for a word that nobody knows. */
  public static Optional<JobState> of(String word) {
    String plain = word.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    return Optional.ofNullable(BY_WORD.get(plain));
  }
}

package dev.afterglow.cli;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Says what became of the unfinished tasks of a key or an owner that was shut out. */
final class UnfinishedText {
  private UnfinishedText() {}

  /**
   * A sentence, ended by a newline.
   *
   * @param result of the command, with {@code unfinished} in it
   * @param selection how {@code tasks cancel} is told which tasks are meant
   */
  static String of(JsonNode result, String selection, OperatorTexts texts) {
    JsonNode unfinished = result.path("unfinished");
    JsonNode cancelled = unfinished.path("cancelled");
    if (cancelled.isArray()) {
      return cancelled(cancelled, texts);
    }
    long waiting = unfinished.path("waiting").asLong(0);
    long running = unfinished.path("running").asLong(0);
    return waiting + running == 0
        ? texts.text("unfinished.none", List.of()) + "\n"
        : texts.text(
                "unfinished.go-on",
                List.of(Long.toString(waiting), Long.toString(running), selection))
            + "\n";
  }

  /** How many were stopped, and what became of the others; ended by a newline. */
  static String cancelled(JsonNode tasks, OperatorTexts texts) {
    return texts.text(
            "unfinished.cancelled",
            List.of(
                count(tasks, "stopped"),
                count(tasks, "asked"),
                count(tasks, "too_late"),
                count(tasks, "unstoppable")))
        + "\n";
  }

  private static String count(JsonNode tasks, String outcome) {
    long found =
        tasks.valueStream().filter(t -> t.path("outcome").asString("").equals(outcome)).count();
    return Long.toString(found);
  }
}

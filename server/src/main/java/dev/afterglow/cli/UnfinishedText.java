package dev.afterglow.cli;

import java.util.List;
import java.util.stream.Stream;
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

  /** How many were stopped, what became of the others, and how many are none; in lines. */
  static String cancelled(JsonNode tasks, OperatorTexts texts) {
    long unknown = count(tasks, "not_found");
    String known =
        unknown > 0 && unknown == tasks.size()
            ? ""
            : texts.text(
                    "unfinished.cancelled",
                    Stream.of("stopped", "asked", "too_late", "unstoppable")
                        .map(outcome -> Long.toString(count(tasks, outcome)))
                        .toList())
                + "\n";
    return unknown == 0
        ? known
        : known + texts.text("unfinished.unknown", List.of(Long.toString(unknown))) + "\n";
  }

  private static long count(JsonNode tasks, String outcome) {
    return tasks.valueStream().filter(t -> t.path("outcome").asString("").equals(outcome)).count();
  }
}

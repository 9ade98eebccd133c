package dev.afterglow.engines.comfyui;

import dev.afterglow.engines.Failure;
import dev.afterglow.remote.AnswerRules;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What {@code GET /history/{id}} says of a job that has ended. Files of nodes that were done before
 * the job failed are listed too, so the status counts first.
 */
record ComfyHistory(JsonNode entry) {
  private static final Pattern FILM = Pattern.compile(".{1,200}\\.(mp4|webm|mov|mkv|avi)");

  /** Empty while there is nothing about the job. */
  static Optional<ComfyHistory> of(JsonNode document, String id) {
    JsonNode entry = document.path(id);
    return entry.isObject() ? Optional.of(new ComfyHistory(entry)) : Optional.empty();
  }

  boolean isMade() {
    return entry.at("/status/status_str").asString("").equals("success");
  }

  boolean isFailed() {
    return entry.at("/status/status_str").asString("").equals("error");
  }

  /** Why there is no film. */
  Failure failure() {
    JsonNode last = entry.at("/status/messages");
    for (JsonNode message : last) {
      switch (message.path(0).asString("")) {
        case "execution_interrupted" -> {
          return new Failure(Failure.Kind.BROKEN, "interrupted");
        }
        case "execution_error" -> {
          JsonNode error = message.path(1);
          String said =
              error.path("node_type").asString("a node")
                  + ": "
                  + error.path("exception_type").asString("")
                  + ": "
                  + error.path("exception_message").asString("");
          return AnswerRules.failure(said, Failure.Kind.BROKEN);
        }
        default -> {
          // what was done before
        }
      }
    }
    return new Failure(Failure.Kind.BROKEN, "an error without a reason");
  }

  /**
   * The film's name and folder. Nodes list their files under different names, and previews lie in
   * folders of another type.
   */
  Optional<Output> film() {
    for (JsonNode node : entry.path("outputs")) {
      for (JsonNode files : node) {
        for (JsonNode file : files) {
          String name = file.path("filename").asString("");
          boolean kept = file.path("type").asString("").equals("output");
          if (kept && FILM.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            return Optional.of(new Output(name, file.path("subfolder").asString("")));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A file below ComfyUI's folder of outputs. */
  record Output(String name, String folder) {}
}

package dev.afterglow.engines.comfyui;

import dev.afterglow.remote.VendorAnswer;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What {@code GET /queue} says: entries of number, id and much else. */
record ComfyQueue(JsonNode running, JsonNode waiting) {
  private static final int ID = 1;

  /** Empty if this is no queue, whatever else it is. */
  static Optional<ComfyQueue> of(VendorAnswer answer) {
    JsonNode running = answer.json().path("queue_running");
    JsonNode waiting = answer.json().path("queue_pending");
    return answer.isSuccess() && running.isArray() && waiting.isArray()
        ? Optional.of(new ComfyQueue(running, waiting))
        : Optional.empty();
  }

  boolean isRunning(String id) {
    return holds(running, id);
  }

  boolean isWaiting(String id) {
    return holds(waiting, id);
  }

  boolean knows(String id) {
    return isRunning(id) || isWaiting(id);
  }

  private static boolean holds(JsonNode entries, String id) {
    for (JsonNode entry : entries) {
      if (entry.path(ID).asString("").equals(id)) {
        return true;
      }
    }
    return false;
  }
}

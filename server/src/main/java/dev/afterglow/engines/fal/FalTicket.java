package dev.afterglow.engines.fal;

import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Ticket;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * fal's handle of a job: its id, and the addresses it gave for it, each a URL or a path. fal's
 * addresses leave parts of the model's id out, so they are kept and not put together anew.
 *
 * @param film the film's address, once it is known
 */
record FalTicket(String id, String status, String result, String cancel, Optional<String> film) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  FalTicket withFilm(String address) {
    return new FalTicket(id, status, result, cancel, Optional.of(address));
  }

  Ticket written() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id).put("status", status).put("result", result).put("cancel", cancel);
    film.ifPresent(address -> node.put("film", address));
    return new Ticket(node.toString());
  }

  static FalTicket of(EngineJob job) {
    JsonNode node = MAPPER.readTree(job.ticket().value());
    return new FalTicket(
        node.path("id").asString(""),
        node.path("status").asString(""),
        node.path("result").asString(""),
        node.path("cancel").asString(""),
        Optional.of(node.path("film").asString("")).filter(film -> !film.isEmpty()));
  }
}

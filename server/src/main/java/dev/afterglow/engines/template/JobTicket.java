package dev.afterglow.engines.template;

import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Ticket;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The vendor's handle of a job.
 *
 * @param picture whether it started from a picture, since that may be another model
 * @param film the film's address, once it is known
 */
record JobTicket(String id, boolean picture, Optional<String> film) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  JobTicket withFilm(String address) {
    return new JobTicket(id, picture, Optional.of(address));
  }

  Ticket written() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id).put("picture", picture);
    film.ifPresent(address -> node.put("film", address));
    return new Ticket(node.toString());
  }

  static JobTicket of(EngineJob job) {
    JsonNode node = MAPPER.readTree(job.ticket().value());
    return new JobTicket(
        node.path("id").asString(""),
        node.path("picture").asBoolean(false),
        Optional.of(node.path("film").asString("")).filter(film -> !film.isEmpty()));
  }
}

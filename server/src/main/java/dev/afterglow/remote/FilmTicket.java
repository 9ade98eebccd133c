package dev.afterglow.remote;

import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Ticket;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an adapter notes of a job: the vendor's id, and the film's address once it is known.
 *
 * @param id the vendor's, as it came
 * @param way the path by which the vendor is asked for it, where there is more than one
 * @param since when the job was accepted, by our clock
 * @param film the film's address
 */
public record FilmTicket(String id, String way, Instant since, Optional<String> film) {
  private static final int LONGEST_ID = 500;
  private static final int LONGEST_FILM = 6000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A job that has just been accepted, with only one way to ask for it. */
  public static FilmTicket of(String id, Instant since) {
    return new FilmTicket(id, "", since, Optional.empty());
  }

  /** An id that is not too long to be kept. */
  public static boolean isId(String id) {
    return !id.isBlank() && id.length() <= LONGEST_ID;
  }

  /** An address that is not too long to be kept. */
  public static boolean isFilm(String address) {
    return !address.isBlank() && address.length() <= LONGEST_FILM;
  }

  /** The same with the film's address. */
  public FilmTicket withFilm(String address) {
    return new FilmTicket(id, way, since, Optional.of(address));
  }

  /** As it is stored. */
  public Ticket written() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id);
    if (!way.isEmpty()) {
      node.put("way", way);
    }
    node.put("since", since.toEpochMilli());
    film.ifPresent(address -> node.put("film", address));
    return new Ticket(node.toString());
  }

  /** Reads a job's ticket; a text that is none of ours counts as an id. */
  public static FilmTicket of(EngineJob job) {
    String value = job.ticket().value();
    JsonNode node = read(value);
    return new FilmTicket(
        node.path("id").asString(value),
        node.path("way").asString(""),
        Instant.ofEpochMilli(node.path("since").asLong(0)),
        Optional.of(node.path("film").asString("")).filter(film -> !film.isEmpty()));
  }

  private static JsonNode read(String value) {
    try {
      JsonNode node = MAPPER.readTree(value);
      return node.isObject() ? node : JsonNodeFactory.instance.objectNode();
    } catch (JacksonException _) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}

package dev.afterglow.remote;

import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Ticket;
import dev.afterglow.net.UpstreamAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an adapter notes of a job: the vendor's id, the film's address once it is known, and
 * whatever else is needed to ask for the job. A ticket without notes is written as the bare id, so
 * that an operator who found a job at the vendor can name it.
 *
 * @param id the vendor's, as it came
 * @param notes more texts by names of the adapter's
 */
public record FilmTicket(String id, Map<String, String> notes) {
  private static final String FILM = "film";
  private static final String SINCE = "since";
  private static final String ID_MEMBER = "id";

  /** Nothing that would break a line or vanish in a path. */
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,500}");

  private static final Pattern ADDRESS = Pattern.compile("[^\\s\\p{Cntrl}]{1,4096}");
  private static final Pattern DOTS = Pattern.compile("(?:^|.*/)\\.\\.?(?:/.*|$)");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public FilmTicket {
    notes = Map.copyOf(notes);
  }

  /** A job by the id that the engine answered; empty if nobody could ask for such an id. */
  public static Optional<FilmTicket> named(String id) {
    return isId(id) ? Optional.of(new FilmTicket(id, Map.of())) : Optional.empty();
  }

  /**
   * A job that has just been accepted.
   *
   * @param since when that was, by our clock
   */
  public static FilmTicket of(String id, Instant since) {
    return new FilmTicket(id, Map.of(SINCE, Long.toString(since.toEpochMilli())));
  }

  /** An id that is not too long to be kept, and that leads nowhere else where a path holds it. */
  public static boolean isId(String id) {
    return ID.matcher(id).matches() && !DOTS.matcher(id).matches();
  }

  /** An address that is in one piece and not too long to be kept. */
  public static boolean isFilm(String address) {
    return ADDRESS.matcher(address).matches();
  }

  /** The same with a note more. */
  public FilmTicket with(String name, String value) {
    Map<String, String> more = new TreeMap<>(notes);
    more.put(name, value);
    return new FilmTicket(id, more);
  }

  /** The same with the film's address. */
  public FilmTicket withFilm(String address) {
    return with(FILM, address);
  }

  /** The same with the film's address, where there is one that can be kept. */
  public FilmTicket withFilm(Optional<String> address) {
    return address.filter(FilmTicket::isFilm).map(this::withFilm).orElse(this);
  }

  /** A note; empty if there is none, or only an empty text. */
  public Optional<String> note(String name) {
    return Optional.ofNullable(notes.get(name)).filter(value -> !value.isEmpty());
  }

  /** The film's address, once it is known. */
  public Optional<String> film() {
    return note(FILM);
  }

  /** Where the film is: at the address that the engine gave, which may be none at all. */
  public UpstreamAddress filmAddress() {
    return UpstreamAddress.given(film().orElse(""));
  }

  /** Where the film is: at the address that the engine gave, else at this one. */
  public UpstreamAddress filmAddress(UpstreamAddress otherwise) {
    return film().map(UpstreamAddress::given).orElse(otherwise);
  }

  /** When the job was accepted; long ago if that was not noted. */
  public Instant since() {
    try {
      return Instant.ofEpochMilli(note(SINCE).map(Long::parseLong).orElse(0L));
    } catch (NumberFormatException _) {
      return Instant.EPOCH;
    }
  }

  /** As it is stored. */
  public Ticket written() {
    if (notes.isEmpty() && !id.startsWith("{")) {
      return new Ticket(id);
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put(ID_MEMBER, id);
    new TreeMap<>(notes).forEach(node::put);
    return new Ticket(node.toString());
  }

  /** Reads a job's ticket; a text that is none of ours counts as an id. */
  public static FilmTicket of(EngineJob job) {
    String value = job.ticket().value();
    Optional<JsonNode> node = value.startsWith("{") ? read(value) : Optional.empty();
    if (node.isEmpty()) {
      return new FilmTicket(value, Map.of());
    }
    Map<String, String> notes = new TreeMap<>();
    node.get()
        .properties()
        .forEach(member -> notes.put(member.getKey(), member.getValue().asString("")));
    notes.remove(ID_MEMBER);
    return new FilmTicket(node.get().path(ID_MEMBER).asString(value), notes);
  }

  private static Optional<JsonNode> read(String value) {
    try {
      return Optional.of(MAPPER.readTree(value)).filter(JsonNode::isObject);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}

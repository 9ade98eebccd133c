package dev.afterglow.remote;

import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Ticket;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A ticket of engines that name a job by one id: the id and, once the film is made, its address
 * where the engine gives one.
 */
public record PlainTicket(String id, Optional<String> film) {
  /** Begins with a letter or digit, so that it is no dot that leads elsewhere. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._~:=+-]{0,399}");

  private static final Pattern FILM = Pattern.compile("[\\x21-\\x7E]{1,4096}");

  /** A job by the id that the engine answered; empty if nobody could ask for such an id. */
  public static Optional<PlainTicket> named(String id) {
    return ID.matcher(id).matches()
        ? Optional.of(new PlainTicket(id, Optional.empty()))
        : Optional.empty();
  }

  /** The ticket of a job. */
  public static PlainTicket of(EngineJob job) {
    String[] parts = job.ticket().value().split(" ", 2);
    return new PlainTicket(parts[0], parts.length > 1 ? Optional.of(parts[1]) : Optional.empty());
  }

  /** The same with the film's address; without one where the engine's is none. */
  public PlainTicket at(Optional<String> address) {
    return new PlainTicket(id, address.filter(given -> FILM.matcher(given).matches()));
  }

  /** As it is stored. */
  public Ticket written() {
    return new Ticket(film.map(address -> id + " " + address).orElse(id));
  }
}

package dev.afterglow.http;

import java.util.List;
import java.util.Optional;

/**
 * An {@link Authenticator}'s yes.
 *
 * @param caller present wherever the route asks for a key
 * @param fields header fields for the answer, such as how many requests remain
 * @param client whom places without a caller are counted for: the client's address, or its network
 *     where addresses cost nothing; empty for the other end of the connection
 */
public record AccessDecision(Optional<Caller> caller, List<Field> fields, String client) {
  public AccessDecision {
    fields = List.copyOf(fields);
  }

  /** For a gate that knows the client by its connection alone. */
  public AccessDecision(Optional<Caller> caller, List<Field> fields) {
    this(caller, fields, "");
  }

  /** For a route that asks for no key. */
  public static AccessDecision open() {
    return new AccessDecision(Optional.empty(), List.of());
  }

  /** For the holder of a key. */
  public static AccessDecision of(Caller caller) {
    return new AccessDecision(Optional.of(caller), List.of());
  }
}

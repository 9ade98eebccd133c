package dev.afterglow.admin;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What became of an order. */
public sealed interface Answer {
  /**
   * It was carried out.
   *
   * @param result a JSON object, in snake case; money in micro-dollars, times in ISO 8601
   */
  record Done(JsonNode result) implements Answer {
    /** A result written as JSON. */
    public static Done of(Object result) {
      return new Done(Orders.JSON.valueToTree(result));
    }
  }

  /**
   * It was not carried out, and nothing changed.
   *
   * @param details what the reason speaks of, in its order
   */
  record Refused(Reason reason, List<String> details) implements Answer {
    public Refused {
      details = List.copyOf(details);
    }

    /** A refusal that speaks of these. */
    public static Refused because(Reason reason, String... details) {
      return new Refused(reason, List.of(details));
    }
  }

  /** Why an order was not carried out. */
  enum Reason {
    /** Not an order, or fields that do not fit it. */
    UNREADABLE(400),
    /**
     * A value that is not accepted: the option or argument without its dashes, the value, what is
     * accepted by the name of its text, and what that text speaks of. A single sentence where no
     * place is known.
     */
    BAD_VALUE(400),
    /** Another owner has this name. */
    NAME_TAKEN(409),
    /** No owner of this id or name. */
    NO_SUCH_OWNER(404),
    /** No key of this id. */
    NO_SUCH_KEY(404),
    /** A debit of more than is available: the debit and what is available, in micro-dollars. */
    NOT_ENOUGH(409),
    /** Another entry has this reference. */
    REFERENCE_TAKEN(409),
    /** The program failed; its log says how. */
    FAILED(500);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    /** The HTTP status that goes with it. */
    int status() {
      return status;
    }

    /** The name on the wire. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

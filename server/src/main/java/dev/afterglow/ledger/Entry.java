package dev.afterglow.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One line of the books, never changed.
 *
 * @param reference what it stands for; unique among entries of its kind
 * @param amountMicros positive for credits, negative for debits and charges
 * @param reason why, in the words of whoever booked it
 */
public record Entry(
    String reference,
    Kind kind,
    String ownerId,
    Optional<String> keyId,
    long amountMicros,
    String reason,
    Instant createdAt) {
  public Entry {
    if (reference.isBlank()) {
      throw new IllegalArgumentException("reference: blank (expected: what the entry stands for)");
    }
    if (amountMicros == 0 || amountMicros > 0 != (kind == Kind.CREDIT)) {
      throw new IllegalArgumentException(
          "amount: " + amountMicros + " micro-dollars (expected: the sign of a " + kind.id() + ")");
    }
  }

  /** Why money moved. */
  public enum Kind {
    /** Given by the operator or for a redeem code. */
    CREDIT("credit"),
    /** Taken back by the operator. */
    DEBIT("debit"),
    /** The price of a delivered film. */
    CHARGE("charge");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** The word in the database and in answers. */
    public String id() {
      return id;
    }

    static Kind of(String id) {
      return Arrays.stream(values())
          .filter(kind -> kind.id.equals(id))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("entry kind: " + id));
    }
  }
}

package dev.afterglow.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of the books, never changed.
 *
 * @param reference what it stands for; unique together with the kind
 * @param amountMicros positive for credits, negative for debits and charges
 */
public record Entry(
    String reference,
    Kind kind,
    String ownerId,
    Optional<String> keyId,
    long amountMicros,
    String reason,
    Instant createdAt) {

  /** Why money moved. */
  public enum Kind {
    /** Given by the operator or a redeem code. */
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
      for (Kind kind : values()) {
        if (kind.id.equals(id)) {
          return kind;
        }
      }
      throw new IllegalStateException("entry kind: " + id);
    }
  }
}

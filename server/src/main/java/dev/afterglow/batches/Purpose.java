package dev.afterglow.batches;

import java.util.Arrays;
import java.util.Locale;

/** What a file is for. */
public enum Purpose {
  /** Requests of a batch, uploaded by a client. */
  BATCH,
  /** What became of them, written by this server. */
  BATCH_OUTPUT;

  /** The word on the wire and in the database. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The purpose of this word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Purpose of(String wire) {
    return Arrays.stream(values())
        .filter(purpose -> purpose.wire().equals(wire))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("purpose: " + wire));
  }
}

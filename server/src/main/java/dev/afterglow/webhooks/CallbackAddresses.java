package dev.afterglow.webhooks;

import java.util.Optional;

/** Judges where a request wants the end of its task to be told. */
@FunctionalInterface
public interface CallbackAddresses {
  /**
   * The whole address that the message goes to.
   *
   * @param given the base of the address, as a client wrote it
   * @return empty if no messages may go there
   */
  Optional<String> of(String given);
}

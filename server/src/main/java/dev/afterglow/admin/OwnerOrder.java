package dev.afterglow.admin;

import java.util.Optional;

/**
 * Orders about owners: those who hold keys and a balance. Orders name an owner by its id or its
 * name.
 */
public sealed interface OwnerOrder extends Order {
  /**
   * Makes an owner.
   *
   * @param language of messages to this owner, {@code zh} or {@code en}
   */
  record Create(String name, Optional<String> email, Optional<String> language)
      implements OwnerOrder {}

  /** Lists all owners with their balances. */
  record List() implements OwnerOrder {}

  /** Shuts an owner's keys out from the next request on. */
  record Disable(String owner) implements OwnerOrder {}

  /** Lets a disabled owner in again. */
  record Enable(String owner) implements OwnerOrder {}
}

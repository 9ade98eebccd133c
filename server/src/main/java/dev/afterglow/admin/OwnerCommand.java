package dev.afterglow.admin;

import java.util.Optional;

/**
 * Commands about owners: those who hold keys and a balance. Commands name an owner by its id or its
 * name.
 */
public sealed interface OwnerCommand extends AdminCommand {
  /**
   * Makes an owner.
   *
   * @param language of messages to this owner, {@code zh} or {@code en}; absent for {@code zh}, as
   *     the API itself
   */
  record Create(String name, Optional<String> email, Optional<String> language)
      implements OwnerCommand {}

  /** Lists all owners with their balances. */
  record ListOwners() implements OwnerCommand {}

  /**
   * Shuts an owner's keys out from the next request on.
   *
   * @param cancelTasks whether to stop the owner's unfinished tasks too; otherwise they go on
   */
  record Disable(String owner, boolean cancelTasks) implements OwnerCommand {}

  /** Lets a disabled owner in again. */
  record Enable(String owner) implements OwnerCommand {}

  /**
   * Forgets which person of an OpenID provider signs in as an owner, and ends its sessions in the
   * console. The next one who comes with the owner's address is linked.
   */
  record Unlink(String owner) implements OwnerCommand {}
}

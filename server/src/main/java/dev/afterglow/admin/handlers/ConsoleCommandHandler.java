package dev.afterglow.admin.handlers;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Owner;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.ConsoleCommand;
import dev.afterglow.admin.Refusal;
import dev.afterglow.signin.SignInLinks;
import java.util.Optional;
import java.util.function.Supplier;

/** Serves commands about the console. */
public final class ConsoleCommandHandler {
  private final Accounts accounts;
  private final SignInLinks links;
  private final Supplier<Optional<String>> base;

  /**
   * @param base how a browser on this machine reaches the server; empty while none runs
   */
  public ConsoleCommandHandler(
      Accounts accounts, SignInLinks links, Supplier<Optional<String>> base) {
    this.accounts = accounts;
    this.links = links;
    this.base = base;
  }

  AdminResult execute(ConsoleCommand command) {
    return switch (command) {
      case ConsoleCommand.Link(Optional<String> named) ->
          base.get().map(server -> link(server, named)).orElseGet(Refusal.NoServer::new);
    };
  }

  private AdminResult link(String server, Optional<String> named) {
    String wanted = named.orElse(Accounts.LOCAL);
    Optional<Owner> owner = accounts.owner(wanted).filter(one -> !one.disabled());
    if (owner.isEmpty()) {
      return new Refusal.NoSuchOwner(wanted);
    }
    String path = links.issue(owner.get().id(), SignInLinks.SHORT);
    return Done.of(
        new Link(owner.get().name(), server + path, (int) SignInLinks.SHORT.toMinutes()));
  }

  private record Link(String owner, String link, int minutes) {}
}

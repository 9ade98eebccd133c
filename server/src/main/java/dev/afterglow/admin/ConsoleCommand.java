package dev.afterglow.admin;

import java.util.Optional;

/** Commands about the console. */
public sealed interface ConsoleCommand extends AdminCommand {
  /**
   * Makes a link that signs an owner in once; the answer holds it. Needs a server that runs.
   *
   * @param owner absent for the first owner, who runs the server
   */
  record Link(Optional<String> owner) implements ConsoleCommand {}
}

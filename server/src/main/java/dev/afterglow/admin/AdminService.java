package dev.afterglow.admin;

/** Executes an operator's commands, one at a time or many at once. */
@FunctionalInterface
public interface AdminService {
  /**
   * Executes one command, wholly or not at all.
   *
   * @throws java.io.UncheckedIOException if the command's fate is unknown
   */
  AdminResult execute(AdminCommand command);
}

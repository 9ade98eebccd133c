package dev.afterglow.cli;

import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminService;

/** An {@link AdminService} for the time of one command. */
public interface AdminSession extends AdminService, AutoCloseable {
  /** A session with a service, and how to let go of it. */
  static AdminSession of(AdminService service, Runnable close) {
    return new AdminSession() {
      @Override
      public AdminResult execute(AdminCommand command) {
        return service.execute(command);
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }

  @Override
  void close();
}

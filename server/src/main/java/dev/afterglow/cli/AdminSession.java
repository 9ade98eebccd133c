package dev.afterglow.cli;

import dev.afterglow.admin.AdminService;

/** An {@link AdminService} for the time of one command. */
public interface AdminSession extends AdminService, AutoCloseable {
  @Override
  void close();
}

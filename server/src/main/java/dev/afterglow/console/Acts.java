package dev.afterglow.console;

import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminService;
import dev.afterglow.admin.AuditLog;
import dev.afterglow.admin.AuditedAdminService;

/**
 * Administrative acts of people in the console: the same ones as on the command line, written down
 * with their name.
 */
final class Acts {
  private final AdminService service;
  private final AuditLog log;

  Acts(AdminService service, AuditLog log) {
    this.service = service;
    this.log = log;
  }

  AdminResult execute(Visitor visitor, AdminCommand command) {
    return new AuditedAdminService(service, log, actor(visitor)).execute(command);
  }

  /** Writes down what the console does beside the commands. */
  void note(Visitor visitor, String act, String details) {
    log.add(actor(visitor), act, details);
  }

  /** Writes down that somebody whom a provider vouches for was given an owner. */
  void noteSignUp(String ownerId, String issuer) {
    String provider = issuer.replace("\\", "").replace("\"", "");
    log.add(
        "openid",
        "owner.create",
        "{\"owner\":\"" + ownerId + "\",\"issuer\":\"" + provider + "\"}");
  }

  AuditLog log() {
    return log;
  }

  private static String actor(Visitor visitor) {
    return visitor.session().owner().name();
  }
}

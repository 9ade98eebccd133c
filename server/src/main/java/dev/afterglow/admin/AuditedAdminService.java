package dev.afterglow.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.admin.AdminResult.Done;
import java.util.Set;

/** A service that writes down what was done through it, and by whom. What only looks is not. */
public final class AuditedAdminService implements AdminService {
  private static final Set<String> LOOKS =
      Set.of("books.examine", "books.usage", "webhook.deliveries");

  private final AdminService next;
  private final AuditLog log;
  private final String actor;

  /** Serves one actor. */
  public AuditedAdminService(AdminService next, AuditLog log, String actor) {
    this.next = next;
    this.log = log;
    this.actor = actor;
  }

  @Override
  public AdminResult execute(AdminCommand command) {
    AdminResult result = next.execute(command);
    String name = AdminProtocol.name(command);
    boolean looks = name.endsWith(".list") || LOOKS.contains(name);
    if (result instanceof Done && !looks) {
      log.add(actor, name, new String(AdminProtocol.write(command), UTF_8));
    }
    return result;
  }
}

package dev.afterglow.admin.handlers;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminService;
import dev.afterglow.admin.AuditCommand;
import dev.afterglow.admin.CodeCommand;
import dev.afterglow.admin.ConsoleCommand;
import dev.afterglow.admin.CreditCommand;
import dev.afterglow.admin.KeyCommand;
import dev.afterglow.admin.OwnerCommand;
import dev.afterglow.admin.PriceCommand;
import dev.afterglow.admin.Refusal;
import dev.afterglow.admin.TaskCommand;
import dev.afterglow.admin.WebhookCommand;
import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.DatabaseFailure;
import dev.afterglow.tasks.service.Decisions;
import dev.afterglow.tasks.store.MarginReport;
import dev.afterglow.tasks.store.TaskLists;
import dev.afterglow.tasks.store.UnclearTasks;
import dev.afterglow.tasks.store.UnfinishedTasks;
import dev.afterglow.webhooks.OutboxReport;
import dev.afterglow.webhooks.Webhooks;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Executes commands in this process, on the parts that a server is made of. */
public final class LocalAdminService implements AdminService {
  private final OwnerCommandHandler owners;
  private final KeyCommandHandler keys;
  private final CreditCommandHandler credits;
  private final PriceCommandHandler prices;
  private final CodeCommandHandler codes;
  private final TaskCommandHandler tasks;
  private final WebhookCommandHandler webhooks;
  private final BooksCommandHandler books;
  private final ConsoleCommandHandler console;

  /**
   * The service of a server with these parts.
   *
   * @param finishing why films cannot be finished on this machine; empty if they can
   */
  public LocalAdminService(
      Database database,
      Accounts accounts,
      Ledger ledger,
      Prices prices,
      RedeemCodes codes,
      Doctor doctor,
      TaskCanceller canceller,
      Decisions decisions,
      Webhooks webhooks,
      ConsoleCommandHandler console,
      Supplier<Optional<String>> finishing,
      InstantSource clock,
      UlidGenerator ids) {
    Cancellations cancellations = new Cancellations(new UnfinishedTasks(database), canceller);
    this.owners = new OwnerCommandHandler(accounts, ledger, cancellations);
    this.keys = new KeyCommandHandler(database, accounts, ledger, cancellations, clock);
    this.credits = new CreditCommandHandler(database, accounts, ledger, clock, ids);
    this.prices = new PriceCommandHandler(prices);
    this.codes = new CodeCommandHandler(codes, clock);
    this.tasks =
        new TaskCommandHandler(accounts, new TaskLists(database), cancellations, decisions);
    this.webhooks = new WebhookCommandHandler(accounts, webhooks);
    this.console = console;
    this.books =
        new BooksCommandHandler(
            doctor,
            new UnclearTasks(database),
            new OutboxReport(database, clock),
            new UsageCommandHandler(accounts, new MarginReport(database), clock),
            finishing,
            decisions::filmIsGone);
  }

  /**
   * Values that are not accepted come back as a refusal, the ones that only a part knows of as that
   * part's sentence; nothing was changed then.
   */
  @Override
  public AdminResult execute(AdminCommand command) {
    try {
      return switch (command) {
        case OwnerCommand about -> owners.execute(about);
        case KeyCommand about -> keys.execute(about);
        case CreditCommand about -> credits.execute(about);
        case PriceCommand about -> prices.execute(about);
        case CodeCommand about -> codes.execute(about);
        case TaskCommand about -> tasks.execute(about);
        case WebhookCommand about -> webhooks.execute(about);
        case AuditCommand about -> books.execute(about);
        case ConsoleCommand about -> console.execute(about);
      };
    } catch (RefusedValue e) {
      return e.refusal();
    } catch (IllegalArgumentException | ArithmeticException e) {
      return new Refusal.NotAccepted(String.valueOf(e.getMessage()));
    } catch (DatabaseFailure e) {
      if (e.damaged()) {
        return new Refusal.Damaged();
      }
      throw e;
    }
  }
}

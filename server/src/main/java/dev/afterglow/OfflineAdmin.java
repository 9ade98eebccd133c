package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.adapters.ObjectStores;
import dev.afterglow.admin.AdminService;
import dev.afterglow.admin.AuditLog;
import dev.afterglow.admin.AuditedAdminService;
import dev.afterglow.admin.handlers.ConsoleCommandHandler;
import dev.afterglow.admin.handlers.LocalAdminService;
import dev.afterglow.cli.AdminSession;
import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.SystemResolver;
import dev.afterglow.signin.SignInLinks;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.TaskListener;
import dev.afterglow.tasks.finishing.Finishing;
import dev.afterglow.tasks.service.Cancels;
import dev.afterglow.tasks.service.Decisions;
import dev.afterglow.tasks.store.SqlTaskStore;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.tasks.store.TaskCounters;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.webhooks.Outbox;
import dev.afterglow.webhooks.Sender;
import dev.afterglow.webhooks.SigningKey;
import dev.afterglow.webhooks.Webhooks;
import java.io.IOException;
import java.util.Optional;

/** Executes the operator's commands where no server runs: on the database alone. */
final class OfflineAdmin {
  /** The name of a command among the nodes of a fleet: it has no task in hand. */
  private static final String COMMAND = "command";

  private OfflineAdmin() {}

  /**
   * Opens the data directory of these settings for this process alone.
   *
   * @throws dev.afterglow.sql.DataDirectoryInUse if another process holds it
   */
  static AdminSession open(Settings settings, Environment outside) throws IOException {
    DataDirectory data = Databases.directory(settings);
    Database database = Databases.open(settings, data, FatalErrors.logged());
    Environment around = FleetNode.clock(database, outside);
    ObjectStores stores = openStores(settings, data, database, around);
    Ledger ledger = new Ledger(database);
    TaskStore store =
        new SqlTaskStore(
            database,
            ledger,
            around.time(),
            new StoreSettings(
                Databases.isShared(settings) ? COMMAND : StoreSettings.ONLY_NODE,
                PartSettings.FILM_LIFE,
                new QueueBounds(1, 1),
                (_, _) -> 0),
            new TaskCounters(),
            new Outbox(),
            Checkpoint.Listener.NONE,
            TaskListener.NONE);
    GuardedClient client =
        new GuardedClient(new PartSettings(settings).webhookTargets(), new SystemResolver());
    if (database instanceof SharedDatabase among) {
      Databases.agreeOnSecrets(among, data, around);
    }
    SigningKey signing = SigningKey.open(data.webhookKey(), around.random());
    UlidGenerator ids = new UlidGenerator(around.time(), around.random());
    Accounts accounts = new Accounts(database, around.time(), around.random());
    AdminService service =
        new LocalAdminService(
            database,
            accounts,
            ledger,
            new Prices(database),
            new RedeemCodes(database, ledger, around.time(), around.random()),
            PartSettings.doctor(database, data, stores, around.time()),
            // Nobody asks an engine before the next start.
            new Cancels(store, (task, _) -> new Cancelling.Asked(task))::cancel,
            new Decisions(store, _ -> {}),
            // What is to be sent once more waits for the next start.
            new Webhooks(
                database,
                client,
                new Sender(client, signing, settings.webhooks().timeout(), around.time()),
                signing,
                settings.webhooks().endpointsPerOwner(),
                around.time(),
                ids,
                () -> {}),
            new ConsoleCommandHandler(
                accounts,
                new SignInLinks(database, around.time(), around.random()),
                () -> serverOf(settings)),
            Finishing::fault,
            around.time(),
            ids);
    return AdminSession.of(
        new AuditedAdminService(service, FrontPages.audit(database, around), AuditLog.COMMAND_LINE),
        () -> {
          stores.close();
          database.close();
        });
  }

  /** Where nodes share the database one of them may run, and takes whoever comes with a link. */
  private static Optional<String> serverOf(Settings settings) {
    boolean known = settings.listen().publicUrl().isPresent() || settings.listen().port() != 0;
    return Databases.isShared(settings) && known
        ? Optional.of(FrontPages.base(settings.listen(), settings.listen()::port))
        : Optional.empty();
  }

  private static ObjectStores openStores(
      Settings settings, DataDirectory data, Database database, Environment around)
      throws IOException {
    try {
      return ObjectStores.open(settings, data, Optional.empty(), around.nanoTime());
    } catch (IOException e) {
      database.close();
      throw e;
    }
  }
}

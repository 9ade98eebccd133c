package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.admin.doctor.Folders;
import dev.afterglow.admin.handlers.LocalAdminService;
import dev.afterglow.admin.handlers.TaskCanceller;
import dev.afterglow.config.Settings;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.TimeOrderedIds;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.service.Cancels;
import dev.afterglow.tasks.service.Decisions;
import dev.afterglow.tasks.store.SqliteTaskStore;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.tasks.store.TaskCounters;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.webhooks.Outbox;
import dev.afterglow.webhooks.Webhooks;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What stands without a network: the books and the accounts of one data directory. A server builds
 * on it; the operator's commands use it alone where no server runs.
 */
record Foundation(
    DataDirectory directory,
    Database database,
    Accounts accounts,
    Ledger ledger,
    Prices prices,
    RedeemCodes codes,
    FatalErrors fatal)
    implements AutoCloseable {

  /**
   * Opens a data directory for this process alone.
   *
   * @throws dev.afterglow.sql.DataDirectoryInUse if another process holds it
   */
  static Foundation open(Path root, Environment around) throws IOException {
    return open(root, around, FatalErrors.logged());
  }

  /**
   * Opens a data directory for this process alone.
   *
   * @param fatal told what threads of the background cannot survive
   * @throws dev.afterglow.sql.DataDirectoryInUse if another process holds it
   */
  static Foundation open(Path root, Environment around, FatalErrors fatal) throws IOException {
    DataDirectory directory = DataDirectory.open(root);
    Database database = Database.sqlite(directory.database(), fatal);
    Ledger ledger = new Ledger(database);
    return new Foundation(
        directory,
        database,
        new Accounts(database, around.time(), around.random()),
        ledger,
        new Prices(database),
        new RedeemCodes(database, ledger, around.time(), around.random()),
        fatal);
  }

  /**
   * Executes the operator's commands.
   *
   * @param canceller stops tasks
   * @param decisions decides on tasks whose orders got no readable answer
   */
  LocalAdminService adminService(
      TaskCanceller canceller, Decisions decisions, Webhooks webhooks, Environment around) {
    return new LocalAdminService(
        database,
        accounts,
        ledger,
        prices,
        codes,
        doctor(around),
        canceller,
        decisions,
        webhooks,
        around.time(),
        new TimeOrderedIds(around.time(), around.random()));
  }

  /** The same while no server runs: nobody asks an engine before the next start. */
  LocalAdminService offlineService(Settings.Webhooks hooks, Environment around) throws IOException {
    TaskStore store =
        new SqliteTaskStore(
            database,
            ledger,
            around.time(),
            new StoreSettings(
                StoreSettings.ONLY_NODE, Workshop.FILM_LIFE, new QueueBounds(1, 1), (_, _) -> 0),
            new TaskCounters(),
            new Outbox(),
            Checkpoint.Listener.NONE);
    return adminService(
        new Cancels(store, (task, _) -> new Cancelling.Asked(task))::cancel,
        new Decisions(store, _ -> {}),
        Hooks.offline(this, hooks, around),
        around);
  }

  /** Compares ledger, tasks and files. */
  Doctor doctor(Environment around) {
    return new Doctor(
        database,
        new Folders(
            directory.root(), directory.videos(), directory.pictures(), directory.uploads()),
        around.time());
  }

  /** The disk below everything. */
  DiskSpace disk(Settings.Storage storage) {
    return DiskSpace.of(directory.root(), storage.minimumFreeBytes());
  }

  Bootstrap firstStart(Environment around) {
    return new Bootstrap(database, accounts, ledger, around.time());
  }

  @Override
  public void close() {
    database.close();
  }
}

package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.admin.handlers.LocalAdminService;
import dev.afterglow.cli.AdminSession;
import dev.afterglow.config.Environment;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.service.Cancels;
import dev.afterglow.tasks.service.Decisions;
import dev.afterglow.tasks.store.SqliteTaskStore;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.tasks.store.TaskCounters;
import dev.afterglow.tasks.store.TaskStore;
import java.io.IOException;
import java.nio.file.Path;

/** Executes the operator's commands where no server runs: on the database alone. */
final class OfflineAdmin {
  private OfflineAdmin() {}

  /**
   * Opens a data directory for this process alone.
   *
   * @throws dev.afterglow.sql.DataDirectoryInUse if another process holds it
   */
  static AdminSession open(Path root, Environment around) throws IOException {
    DataDirectory data = DataDirectory.open(root);
    Database database = Database.sqlite(data.database(), FatalErrors.logged());
    Ledger ledger = new Ledger(database);
    TaskStore store =
        new SqliteTaskStore(
            database,
            ledger,
            around.time(),
            new StoreSettings(
                StoreSettings.ONLY_NODE,
                PartSettings.FILM_LIFE,
                new QueueBounds(1, 1),
                (_, _) -> 0),
            new TaskCounters(),
            Checkpoint.Listener.NONE);
    return AdminSession.of(
        new LocalAdminService(
            database,
            new Accounts(database, around.time(), around.random()),
            ledger,
            new Prices(database),
            new RedeemCodes(database, ledger, around.time(), around.random()),
            new Doctor(database, data, around.time()),
            // Nobody asks an engine before the next start.
            new Cancels(store, (task, _) -> new Cancelling.Asked(task))::cancel,
            new Decisions(store, _ -> {}),
            around.time(),
            new UlidGenerator(around.time(), around.random())),
        database::close);
  }
}

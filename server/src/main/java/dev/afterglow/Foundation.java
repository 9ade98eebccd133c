package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.admin.office.Office;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.TimeOrderedIds;
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
    RedeemCodes codes)
    implements AutoCloseable {

  /**
   * Opens a data directory for this process alone.
   *
   * @throws dev.afterglow.sql.DataDirectoryInUse if another process holds it
   */
  static Foundation open(Path root, Surroundings around) throws IOException {
    DataDirectory directory = DataDirectory.open(root);
    Database database = Database.sqlite(directory.database());
    Ledger ledger = new Ledger(database);
    return new Foundation(
        directory,
        database,
        new Accounts(database, around.time(), around.random()),
        ledger,
        new Prices(database),
        new RedeemCodes(database, ledger, around.time(), around.random()));
  }

  /** Where the operator's orders are carried out. */
  Office office(Surroundings around) {
    TimeOrderedIds ids = new TimeOrderedIds(around.time(), around.random());
    return new Office(
        database, accounts, ledger, prices, codes, doctor(around), around.time(), ids);
  }

  /** Compares ledger, tasks and files. */
  Doctor doctor(Surroundings around) {
    return new Doctor(database, directory.videos(), around.time());
  }

  FirstStart firstStart(Surroundings around) {
    return new FirstStart(database, accounts, ledger, around.time());
  }

  @Override
  public void close() {
    database.close();
  }
}

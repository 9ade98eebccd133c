package dev.afterglow.admin.office;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.admin.Answer;
import dev.afterglow.admin.DataDirectory;
import dev.afterglow.admin.Operator;
import dev.afterglow.admin.Order;
import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.TimeOrderedIds;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * An office in a data directory that no server holds. While it is open, no server can start there.
 */
public final class LocalOffice implements Operator, AutoCloseable {
  private final Database database;
  private final Office office;

  private LocalOffice(
      Database database, DataDirectory directory, InstantSource clock, RandomGenerator random) {
    this.database = database;
    Ledger ledger = new Ledger(database);
    this.office =
        new Office(
            database,
            new Accounts(database, clock, random),
            ledger,
            new Prices(database),
            new RedeemCodes(database, ledger, clock, random),
            new Doctor(database, directory.videos(), clock),
            clock,
            new TimeOrderedIds(clock, random));
  }

  /**
   * Opens the database, making it if there is none.
   *
   * @throws dev.afterglow.sql.DataDirectoryInUse if a server holds the directory
   */
  public static LocalOffice open(
      DataDirectory directory, InstantSource clock, RandomGenerator random) {
    return new LocalOffice(Database.sqlite(directory.database()), directory, clock, random);
  }

  @Override
  public Answer carryOut(Order order) {
    return office.carryOut(order);
  }

  @Override
  public void close() {
    database.close();
  }
}

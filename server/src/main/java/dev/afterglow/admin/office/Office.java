package dev.afterglow.admin.office;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.admin.Answer;
import dev.afterglow.admin.Answer.Reason;
import dev.afterglow.admin.Answer.Refused;
import dev.afterglow.admin.BooksOrder;
import dev.afterglow.admin.CodeOrder;
import dev.afterglow.admin.CreditOrder;
import dev.afterglow.admin.KeyOrder;
import dev.afterglow.admin.Operator;
import dev.afterglow.admin.Order;
import dev.afterglow.admin.OwnerOrder;
import dev.afterglow.admin.PriceOrder;
import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.TimeOrderedIds;
import dev.afterglow.tasks.store.TaskLists;
import java.time.InstantSource;

/** Carries orders out in this process, on the parts that a server is made of. */
public final class Office implements Operator {
  private final OwnerDesk owners;
  private final KeyDesk keys;
  private final CreditDesk credits;
  private final PriceDesk prices;
  private final CodeDesk codes;
  private final BooksDesk books;

  /** The office of a server with these parts. */
  public Office(
      Database database,
      Accounts accounts,
      Ledger ledger,
      Prices prices,
      RedeemCodes codes,
      Doctor doctor,
      InstantSource clock,
      TimeOrderedIds ids) {
    this.owners = new OwnerDesk(accounts, ledger);
    this.keys = new KeyDesk(database, accounts, ledger, clock);
    this.credits = new CreditDesk(database, accounts, ledger, clock, ids);
    this.prices = new PriceDesk(prices);
    this.codes = new CodeDesk(codes, clock);
    this.books = new BooksDesk(accounts, new TaskLists(database), doctor);
  }

  /**
   * Values that are not accepted come back as a refusal, the ones that only a part knows of as that
   * part's sentence; nothing was changed then.
   */
  @Override
  public Answer carryOut(Order order) {
    try {
      return switch (order) {
        case OwnerOrder about -> owners.carryOut(about);
        case KeyOrder about -> keys.carryOut(about);
        case CreditOrder about -> credits.carryOut(about);
        case PriceOrder about -> prices.carryOut(about);
        case CodeOrder about -> codes.carryOut(about);
        case BooksOrder about -> books.carryOut(about);
      };
    } catch (WrongValue e) {
      return e.refused();
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Refused.because(Reason.BAD_VALUE, String.valueOf(e.getMessage()));
    }
  }
}

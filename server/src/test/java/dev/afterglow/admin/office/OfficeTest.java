package dev.afterglow.admin.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.admin.Answer;
import dev.afterglow.admin.Answer.Done;
import dev.afterglow.admin.Answer.Reason;
import dev.afterglow.admin.Answer.Refused;
import dev.afterglow.admin.BooksOrder;
import dev.afterglow.admin.CodeOrder;
import dev.afterglow.admin.CreditOrder;
import dev.afterglow.admin.KeyOrder;
import dev.afterglow.admin.Order;
import dev.afterglow.admin.OwnerOrder;
import dev.afterglow.admin.PriceOrder;
import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.ledger.HoldOutcome;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.ledger.Redeemed;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.TimeOrderedIds;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class OfficeTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir Path folder;
  private Database database;
  private Accounts accounts;
  private Ledger ledger;
  private Prices prices;
  private RedeemCodes codes;
  private Office office;
  private String owner;

  @BeforeEach
  void openForOneOwner() {
    database = Database.sqlite(folder.resolve("afterglow.db"));
    accounts = new Accounts(database, CLOCK, new Random(1));
    ledger = new Ledger(database);
    prices = new Prices(database);
    codes = new RedeemCodes(database, ledger, CLOCK, new Random(3));
    office =
        new Office(
            database,
            accounts,
            ledger,
            prices,
            codes,
            new Doctor(database, folder.resolve("videos"), CLOCK),
            CLOCK,
            new TimeOrderedIds(CLOCK, new Random(2)));
    owner =
        done(new OwnerOrder.Create("Anna", Optional.empty(), Optional.of("zh")))
            .path("id")
            .asString();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void ownersAreKnownByIdAndName() {
    done(new CreditOrder.Add("Anna", 5_000_000, "paid", Optional.empty()));
    JsonNode anna = done(new OwnerOrder.List()).path("owners").path(0);
    assertEquals(owner, anna.path("id").asString());
    assertEquals("active", anna.path("status").asString());
    assertEquals(5_000_000, anna.path("available_micros").longValue());
    assertEquals("disabled", done(new OwnerOrder.Disable("Anna")).path("status").asString());
    assertEquals("active", done(new OwnerOrder.Enable(owner)).path("status").asString());
    assertEquals(
        Refused.because(Reason.NO_SUCH_OWNER, "Berta"),
        office.carryOut(new OwnerOrder.Disable("Berta")));
  }

  @Test
  void aKeysSecretIsToldOnceAndItsCapHoldsFromTheStart() {
    JsonNode made = done(key("laptop", OptionalLong.of(1_000_000)));
    String secret = made.path("secret").asString();
    String id = made.path("id").asString();
    assertEquals(id, accounts.authenticate(secret).orElseThrow().id());
    JsonNode listed = done(new KeyOrder.List(Optional.of("Anna")));
    assertFalse(listed.toString().contains(secret));
    assertEquals("laptop", listed.at("/keys/0/name").asString());
    assertEquals(1_000_000, listed.at("/keys/0/day_cap_micros").longValue());

    done(new CreditOrder.Add(owner, 9_000_000, "paid", Optional.empty()));
    HoldOutcome outcome = database.write(tx -> ledger.hold(tx, owner, id, "t1", 1_000_001, NOW));
    assertInstanceOf(HoldOutcome.CapReached.class, outcome);
  }

  @Test
  void aSpendCapSurvivesARestart() {
    String id = done(key("laptop", OptionalLong.of(1_000_000))).path("id").asString();
    done(new CreditOrder.Add(owner, 9_000_000, "paid", Optional.empty()));
    database.write(tx -> ledger.hold(tx, owner, id, "t1", 900_000, NOW));
    database.close();
    database = Database.sqlite(folder.resolve("afterglow.db"));
    Ledger reopened = new Ledger(database);
    assertInstanceOf(
        HoldOutcome.CapReached.class,
        database.write(tx -> reopened.hold(tx, owner, id, "t2", 100_001, NOW)));
    assertInstanceOf(
        HoldOutcome.Held.class,
        database.write(tx -> reopened.hold(tx, owner, id, "t3", 100_000, NOW)));
  }

  @Test
  void aRevokedKeyIsRefusedAtOnce() {
    JsonNode made = done(key("laptop", OptionalLong.empty()));
    String secret = made.path("secret").asString();
    assertTrue(accounts.authenticate(secret).isPresent());
    assertEquals(
        "revoked", done(new KeyOrder.Revoke(made.path("id").asString())).path("status").asString());
    assertTrue(accounts.authenticate(secret).isEmpty());
    assertEquals(
        Refused.because(Reason.NO_SUCH_KEY, "key_none"),
        office.carryOut(new KeyOrder.Revoke("key_none")));
  }

  @Test
  void creditCountsOnceForEachReference() {
    CreditOrder.Add order = new CreditOrder.Add(owner, 5_000_000, "paid", Optional.of("inv-1"));
    assertEquals(5_000_000, done(order).path("balance_micros").longValue());
    assertEquals(Refused.because(Reason.REFERENCE_TAKEN, "inv-1"), office.carryOut(order));
    assertEquals(5_000_000, ledger.balance(owner).balanceMicros());
  }

  @Test
  void debitOfEverythingCountsOnceForItsReference() {
    done(new CreditOrder.Add(owner, 5_000_000, "paid", Optional.empty()));
    CreditOrder.Add order = new CreditOrder.Add(owner, -5_000_000, "back", Optional.of("out-1"));
    assertEquals(0, done(order).path("balance_micros").longValue());
    assertEquals(Refused.because(Reason.REFERENCE_TAKEN, "out-1"), office.carryOut(order));
  }

  @Test
  void aDebitNeedsMoneyAndAReason() {
    done(new CreditOrder.Add(owner, 5_000_000, "paid", Optional.empty()));
    assertEquals(
        Refused.because(Reason.NOT_ENOUGH, "5000001", "5000000"),
        office.carryOut(new CreditOrder.Add(owner, -5_000_001, "x", Optional.empty())));
    refusedValue(new CreditOrder.Add(owner, -1, " ", Optional.empty()), "reason");
    refusedValue(new CreditOrder.Add(owner, 0, "x", Optional.empty()), "usd");
    assertEquals(
        Reason.BAD_VALUE,
        assertInstanceOf(
                Refused.class,
                office.carryOut(new CreditOrder.Add(owner, Long.MIN_VALUE, "x", Optional.empty())))
            .reason());
    assertEquals(
        3_000_000,
        done(new CreditOrder.Add(owner, -2_000_000, "mistake", Optional.empty()))
            .path("balance_micros")
            .longValue());
    JsonNode entries = done(new CreditOrder.List(owner)).path("entries");
    assertEquals(2, entries.size());
    assertEquals(
        List.of("credit", "debit"),
        entries.valueStream().map(e -> e.path("kind").asString()).sorted().toList());
  }

  @Test
  void pricesAreSetForWhatIsSold() {
    done(new PriceOrder.Set("sora-2", "720p", 250_000));
    assertEquals(2_000_000, prices.priceMicros("sora-2", "720p", 8));
    refusedValue(new PriceOrder.Set("sora-3", "720p", 1), "model");
    refusedValue(new PriceOrder.Set("sora-2", "1080p", 1), "resolution");
    refusedValue(new PriceOrder.Set("sora-2", "720p", 0), "usd");
    refusedValue(new PriceOrder.Set("sora-2", "720p", Long.MAX_VALUE), "usd");
    assertEquals(4, done(new PriceOrder.List()).path("prices").size());
  }

  @Test
  void codesAreToldOnceAndFollowed() {
    JsonNode made = done(new CodeOrder.Create(2_000_000, 2, Optional.empty()));
    String code = made.at("/codes/0/code").asString();
    assertEquals(new Redeemed.Credited(2_000_000), codes.redeem(owner, code));
    JsonNode listed = done(new CodeOrder.List());
    assertFalse(listed.toString().contains(code));
    assertEquals(
        List.of("open", "redeemed"),
        listed.path("codes").valueStream().map(c -> c.path("status").asString()).sorted().toList());
    refusedValue(new CodeOrder.Create(0, 1, Optional.empty()), "usd");
    refusedValue(new CodeOrder.Create(1, 1_001, Optional.empty()), "count");
    refusedValue(new CodeOrder.Create(1, 1, Optional.of(NOW)), "expires");
  }

  @Test
  void valuesOutOfBoundsChangeNothing() {
    assertEquals(
        Refused.because(Reason.NAME_TAKEN, "Anna"),
        office.carryOut(new OwnerOrder.Create("Anna", Optional.empty(), Optional.empty())));
    refusedValue(new OwnerOrder.Create("", Optional.empty(), Optional.empty()), "name");
    refusedValue(new OwnerOrder.Create("B", Optional.of("no address"), Optional.empty()), "email");
    refusedValue(new OwnerOrder.Create("B", Optional.empty(), Optional.of("fr")), "language");
    refusedValue(key("laptop", OptionalLong.of(0)), "day-cap");
    assertEquals(1, accounts.owners().size());
    assertEquals(List.of(), accounts.keys());
  }

  @Test
  void theDoctorAnswersForEmptyBooksToo() {
    JsonNode examined = done(new BooksOrder.Examine());
    assertTrue(examined.path("discrepancies").isEmpty());
    assertEquals(0, examined.at("/checked/tasks").longValue());
    assertTrue(
        done(new BooksOrder.Tasks(Optional.empty(), Optional.of("failed"), 5))
            .path("tasks")
            .isEmpty());
    refusedValue(new BooksOrder.Tasks(Optional.empty(), Optional.of("lost"), 5), "status");
    refusedValue(new BooksOrder.Tasks(Optional.empty(), Optional.empty(), 1_000_000_000), "limit");
  }

  private Order key(String name, OptionalLong dayCap) {
    return new KeyOrder.Create(
        owner,
        name,
        List.of("sora-2"),
        false,
        List.of("10.0.0.0/8"),
        dayCap,
        OptionalLong.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private JsonNode done(Order order) {
    return assertInstanceOf(Done.class, office.carryOut(order)).result();
  }

  private void refusedValue(Order order, String place) {
    Answer answer = office.carryOut(order);
    Refused refused = assertInstanceOf(Refused.class, answer);
    assertEquals(Reason.BAD_VALUE, refused.reason());
    assertEquals(place, refused.details().getFirst(), refused::toString);
  }
}

package dev.afterglow.admin.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.AuditCommand;
import dev.afterglow.admin.CodeCommand;
import dev.afterglow.admin.CreditCommand;
import dev.afterglow.admin.KeyCommand;
import dev.afterglow.admin.OwnerCommand;
import dev.afterglow.admin.PriceCommand;
import dev.afterglow.admin.Refusal;
import dev.afterglow.admin.TaskCommand;
import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.ledger.HoldOutcome;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.ledger.Redeemed;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.signin.SignInLinks;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.service.Decisions;
import dev.afterglow.tasks.store.SqlTaskStore;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.tasks.store.TaskCounters;
import dev.afterglow.webhooks.Sender;
import dev.afterglow.webhooks.SigningKey;
import dev.afterglow.webhooks.Webhooks;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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

final class LocalAdminServiceTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir Path folder;
  private Database database;
  private Accounts accounts;
  private Ledger ledger;
  private Prices prices;
  private RedeemCodes codes;
  private LocalAdminService service;
  private final List<String> cancelled = new ArrayList<>();
  private String owner = "";
  private Optional<String> unfinishable = Optional.empty();

  @BeforeEach
  void openForOneOwner() throws IOException {
    database = Database.sqlite(folder.resolve("afterglow.db"));
    accounts = new Accounts(database, CLOCK, new Random(1));
    ledger = new Ledger(database);
    prices = new Prices(database);
    codes = new RedeemCodes(database, ledger, CLOCK, new Random(3));
    service =
        new LocalAdminService(
            database,
            accounts,
            ledger,
            prices,
            codes,
            new Doctor(database, new DataDirectory(folder), CLOCK),
            this::cancel,
            new Decisions(
                new SqlTaskStore(
                    database,
                    ledger,
                    CLOCK,
                    new StoreSettings(
                        StoreSettings.ONLY_NODE,
                        Duration.ofHours(24),
                        new QueueBounds(1, 1),
                        (_, _) -> 0),
                    new TaskCounters(),
                    Checkpoint.Listener.NONE),
                _ -> {}),
            webhooks(),
            new ConsoleCommandHandler(
                accounts, new SignInLinks(database, CLOCK, new Random(4)), Optional::empty),
            () -> unfinishable,
            CLOCK,
            new UlidGenerator(CLOCK, new Random(2)));
    owner =
        done(new OwnerCommand.Create("Anna", Optional.empty(), Optional.of("zh")))
            .path("id")
            .asString();
  }

  private Webhooks webhooks() throws IOException {
    GuardedClient client = new GuardedClient(OutboundPolicy.publicOnly(), (_, _) -> List.of());
    SigningKey key = SigningKey.open(folder.resolve("webhook.key"), new SecureRandom());
    return new Webhooks(
        database,
        client,
        new Sender(client, key, Duration.ofSeconds(1), CLOCK),
        key,
        2,
        CLOCK,
        new UlidGenerator(CLOCK, new Random(4)),
        () -> {});
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void ownersAreKnownByIdAndName() {
    done(new CreditCommand.Add("Anna", 5_000_000, "paid", Optional.empty()));
    JsonNode anna = done(new OwnerCommand.ListOwners()).path("owners").path(0);
    assertEquals(owner, anna.path("id").asString());
    assertEquals("active", anna.path("status").asString());
    assertEquals(5_000_000, anna.path("available_micros").longValue());
    assertEquals(
        "disabled", done(new OwnerCommand.Disable("Anna", false)).path("status").asString());
    assertEquals("active", done(new OwnerCommand.Enable(owner)).path("status").asString());
    assertEquals(
        new Refusal.NoSuchOwner("Berta"),
        service.execute(new OwnerCommand.Disable("Berta", false)));
    assertEquals(0, done(new OwnerCommand.Unlink("Anna")).path("unlinked").asInt(-1));
    assertEquals(
        new Refusal.NoSuchOwner("Berta"), service.execute(new OwnerCommand.Unlink("Berta")));
  }

  @Test
  void aKeysSecretIsToldOnceAndItsCapHoldsFromTheStart() {
    JsonNode made = done(key("laptop", OptionalLong.of(1_000_000)));
    String secret = made.path("secret").asString();
    String id = made.path("id").asString();
    assertEquals(id, accounts.authenticate(secret).orElseThrow().id());
    JsonNode listed = done(new KeyCommand.ListKeys(Optional.of("Anna")));
    assertFalse(listed.toString().contains(secret));
    assertEquals("laptop", listed.at("/keys/0/name").asString());
    assertEquals(1_000_000, listed.at("/keys/0/day_cap_micros").longValue());

    done(new CreditCommand.Add(owner, 9_000_000, "paid", Optional.empty()));
    HoldOutcome outcome = database.write(tx -> ledger.hold(tx, owner, id, "t1", 1_000_001, NOW));
    assertInstanceOf(HoldOutcome.CapReached.class, outcome);
  }

  @Test
  void aSpendCapSurvivesARestart() {
    String id = done(key("laptop", OptionalLong.of(1_000_000))).path("id").asString();
    done(new CreditCommand.Add(owner, 9_000_000, "paid", Optional.empty()));
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
        "revoked",
        done(new KeyCommand.Revoke(made.path("id").asString(), false)).path("status").asString());
    assertTrue(accounts.authenticate(secret).isEmpty());
    assertEquals(
        new Refusal.NoSuchKey("key_none"),
        service.execute(new KeyCommand.Revoke("key_none", false)));
  }

  @Test
  void creditCountsOnceForEachReference() {
    CreditCommand.Add command =
        new CreditCommand.Add(owner, 5_000_000, "paid", Optional.of("inv-1"));
    assertEquals(5_000_000, done(command).path("balance_micros").longValue());
    assertEquals(new Refusal.ReferenceTaken("inv-1"), service.execute(command));
    assertEquals(5_000_000, ledger.balance(owner).balanceMicros());
  }

  @Test
  void debitOfEverythingCountsOnceForItsReference() {
    done(new CreditCommand.Add(owner, 5_000_000, "paid", Optional.empty()));
    CreditCommand.Add command =
        new CreditCommand.Add(owner, -5_000_000, "back", Optional.of("out-1"));
    assertEquals(0, done(command).path("balance_micros").longValue());
    assertEquals(new Refusal.ReferenceTaken("out-1"), service.execute(command));
  }

  @Test
  void aDebitNeedsMoneyAndAReason() {
    done(new CreditCommand.Add(owner, 5_000_000, "paid", Optional.empty()));
    assertEquals(
        new Refusal.NotEnough(5_000_001, 5_000_000),
        service.execute(new CreditCommand.Add(owner, -5_000_001, "x", Optional.empty())));
    refusedValue(new CreditCommand.Add(owner, -1, " ", Optional.empty()), "reason");
    refusedValue(new CreditCommand.Add(owner, 0, "x", Optional.empty()), "usd");
    assertInstanceOf(
        Refusal.NotAccepted.class,
        service.execute(new CreditCommand.Add(owner, Long.MIN_VALUE, "x", Optional.empty())));
    assertEquals(
        3_000_000,
        done(new CreditCommand.Add(owner, -2_000_000, "mistake", Optional.empty()))
            .path("balance_micros")
            .longValue());
    JsonNode entries = done(new CreditCommand.ListEntries(owner)).path("entries");
    assertEquals(2, entries.size());
    assertEquals(
        List.of("credit", "debit"),
        entries.valueStream().map(e -> e.path("kind").asString()).sorted().toList());
  }

  @Test
  void pricesAreSetForWhatIsSold() {
    done(new PriceCommand.SetPrice("sora-2", "720p", 250_000));
    assertEquals(2_000_000, prices.priceMicros("sora-2", "720p", 8));
    refusedValue(new PriceCommand.SetPrice("sora-3", "720p", 1), "model");
    refusedValue(new PriceCommand.SetPrice("sora-2", "1080p", 1), "resolution");
    refusedValue(new PriceCommand.SetPrice("sora-2", "720p", 0), "usd");
    refusedValue(new PriceCommand.SetPrice("sora-2", "720p", Long.MAX_VALUE), "usd");
    assertEquals(4, done(new PriceCommand.ListPrices()).path("prices").size());
  }

  @Test
  void codesAreToldOnceAndFollowed() {
    JsonNode made = done(new CodeCommand.Create(2_000_000, 2, Optional.empty()));
    String code = made.at("/codes/0/code").asString();
    assertEquals(new Redeemed.Credited(2_000_000), codes.redeem(owner, code));
    JsonNode listed = done(new CodeCommand.ListCodes());
    assertFalse(listed.toString().contains(code));
    assertEquals(
        List.of("open", "redeemed"),
        listed.path("codes").valueStream().map(c -> c.path("status").asString()).sorted().toList());
    refusedValue(new CodeCommand.Create(0, 1, Optional.empty()), "usd");
    refusedValue(new CodeCommand.Create(1, 1_001, Optional.empty()), "count");
    refusedValue(new CodeCommand.Create(1, 1, Optional.of(NOW)), "expires");
  }

  @Test
  void valuesOutOfBoundsChangeNothing() {
    assertEquals(
        new Refusal.NameTaken("Anna"),
        service.execute(new OwnerCommand.Create("Anna", Optional.empty(), Optional.empty())));
    refusedValue(new OwnerCommand.Create("", Optional.empty(), Optional.empty()), "name");
    refusedValue(
        new OwnerCommand.Create("B", Optional.of("no address"), Optional.empty()), "email");
    refusedValue(new OwnerCommand.Create("B", Optional.empty(), Optional.of("fr")), "language");
    refusedValue(key("laptop", OptionalLong.of(0)), "day-cap");
    assertEquals(1, accounts.owners().size());
    assertEquals(List.of(), accounts.keys());
  }

  @Test
  void theDoctorAnswersForEmptyBooksToo() {
    JsonNode examined = done(new AuditCommand.Examine());
    assertTrue(examined.path("discrepancies").isEmpty());
    assertEquals(0, examined.at("/checked/tasks").longValue());
    assertTrue(
        done(new TaskCommand.ListTasks(Optional.empty(), Optional.of("failed"), 5))
            .path("tasks")
            .isEmpty());
    refusedValue(new TaskCommand.ListTasks(Optional.empty(), Optional.of("lost"), 5), "status");
    refusedValue(
        new TaskCommand.ListTasks(Optional.empty(), Optional.empty(), 1_000_000_000), "limit");
  }

  @Test
  void theDoctorTellsThatNoFilmCanBeFinished() {
    assertTrue(done(new AuditCommand.Examine()).path("unfinishable").isNull());
    unfinishable = Optional.of("exit 127");
    assertEquals("exit 127", done(new AuditCommand.Examine()).path("unfinishable").asString());
  }

  @Test
  void usageOfNothingIsNothing() {
    JsonNode usage = done(usage(Optional.of("2026-01-01"), "UTC", "model", "date"));
    assertTrue(usage.path("usage").isEmpty());
    assertEquals(0, usage.at("/total/margin_micros").longValue());
    refusedValue(usage(Optional.of("yesterday"), "UTC", "model"), "start");
    refusedValue(usage(Optional.of("2020-01-01"), "UTC", "model"), "start");
    refusedValue(usage(Optional.of("2199-01-01"), "UTC", "model"), "start");
    refusedValue(usage(Optional.empty(), "Mars", "model"), "tz");
    refusedValue(usage(Optional.empty(), "UTC", "week"), "by");
    assertEquals(
        new Refusal.NoSuchOwner("nobody"),
        service.execute(
            new AuditCommand.Usage(
                Optional.empty(),
                Optional.empty(),
                List.of("model"),
                Optional.of("nobody"),
                "UTC")));
  }

  private static AuditCommand.Usage usage(Optional<String> start, String zone, String... by) {
    return new AuditCommand.Usage(start, Optional.empty(), List.of(by), Optional.empty(), zone);
  }

  @Test
  void ownersReadWhatTheApiSpeaksUnlessTheyAreToldOtherwise() {
    JsonNode made = done(new OwnerCommand.Create("Berta", Optional.empty(), Optional.empty()));
    assertEquals("zh", made.path("language").asString());
  }

  @Test
  void whoeverIsShutOutHasItsTasksCounted() {
    String id = done(key("laptop", OptionalLong.empty())).path("id").asString();
    task("task_1", id, "queued");
    task("task_2", id, "queued");
    task("task_3", id, "working");
    task("task_4", id, "completed");
    task("task_5", "key_other", "queued");
    JsonNode revoked = done(new KeyCommand.Revoke(id, false)).path("unfinished");
    assertEquals(2, revoked.path("waiting").longValue());
    assertEquals(1, revoked.path("running").longValue());
    assertTrue(revoked.path("cancelled").isNull());
    JsonNode disabled = done(new OwnerCommand.Disable("Anna", false)).path("unfinished");
    assertEquals(3, disabled.path("waiting").longValue());
    assertEquals(List.of(), cancelled);
  }

  @Test
  void tasksOfWhoeverIsShutOutAreStoppedWhereThatIsWanted() {
    String id = done(key("laptop", OptionalLong.empty())).path("id").asString();
    task("task_1", id, "queued");
    task("task_3", id, "working");
    task("task_5", "key_other", "queued");
    JsonNode revoked = done(new KeyCommand.Revoke(id, true)).path("unfinished");
    assertEquals(1, revoked.path("waiting").longValue());
    assertEquals(
        List.of("task_1 not_found", "task_3 not_found"),
        revoked
            .path("cancelled")
            .valueStream()
            .map(task -> task.path("id").asString() + " " + task.path("outcome").asString())
            .toList());
    assertEquals(List.of("task_1", "task_3"), cancelled);
    done(new OwnerCommand.Disable("Anna", true));
    assertEquals(List.of("task_1", "task_3", "task_1", "task_3", "task_5"), cancelled);
  }

  @Test
  void onlyUnclearTasksAreDecidedOn() {
    String id = done(key("laptop", OptionalLong.empty())).path("id").asString();
    task("task_1", id, "queued");
    assertEquals("known", decided("task_1", "release"));
    assertEquals("not_found", decided("task_9", "accept"));
    assertInstanceOf(
        Refusal.BadValue.class,
        service.execute(new TaskCommand.Decide("task_1", "maybe", Optional.empty())));
    for (String ticket : List.of("", " ", "a b", "a\nb", "..", "../x", "a/../b", "a/.")) {
      assertInstanceOf(
          Refusal.BadValue.class,
          service.execute(new TaskCommand.Decide("task_1", "accept", Optional.of(ticket))),
          ticket);
    }
  }

  private String decided(String task, String decision) {
    return done(new TaskCommand.Decide(task, decision, Optional.empty()))
        .path("outcome")
        .asString();
  }

  @Test
  void tasksAreStoppedByIdOwnerOrKey() {
    String id = done(key("laptop", OptionalLong.empty())).path("id").asString();
    task("task_1", id, "queued");
    done(new TaskCommand.Cancel(new TaskCommand.ById(List.of("task_1", "task_9"))));
    done(new TaskCommand.Cancel(new TaskCommand.ByOwner("Anna")));
    done(new TaskCommand.Cancel(new TaskCommand.ByKey(id)));
    assertEquals(List.of("task_1", "task_9", "task_1", "task_1"), cancelled);
    assertEquals(
        new Refusal.NoSuchOwner("Berta"),
        service.execute(new TaskCommand.Cancel(new TaskCommand.ByOwner("Berta"))));
    assertEquals(
        new Refusal.NoSuchKey("key_none"),
        service.execute(new TaskCommand.Cancel(new TaskCommand.ByKey("key_none"))));
  }

  private Cancelling cancel(String ownerId, String taskId) {
    assertEquals(owner, ownerId);
    cancelled.add(taskId);
    return new Cancelling.NotFound();
  }

  private void task(String id, String keyId, String state) {
    Optional<Long> ended = state.equals("completed") ? Optional.of(1L) : Optional.empty();
    database.write(tx ->
        Statements.change(
            tx,
            "insert into task (owner_id, id, revision, key_id, state, attempt, cell, model,"
                + " resolution, orientation, seconds, seed, progress, cancel_requested,"
                + " estimated_seconds, price_micros, charged_micros, created_ms, ended_ms, prompt)"
                + " values (?, ?, 1, ?, ?, 0, 'sora-2/720p/landscape/8/text', 'sora-2', '720p',"
                + " 'LANDSCAPE', 8, 1, 0, 0, 10, 1, 0, 0, ?, 'waterfall')",
            owner,
            id,
            keyId,
            state,
            ended.orElse(null)));
  }

  private AdminCommand key(String name, OptionalLong dayCap) {
    return new KeyCommand.Create(
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

  private JsonNode done(AdminCommand command) {
    return assertInstanceOf(Done.class, service.execute(command)).result();
  }

  private void refusedValue(AdminCommand command, String field) {
    String named =
        switch (service.execute(command)) {
          case Refusal.BadValue bad -> bad.field();
          case Refusal.BadAmount bad -> bad.field();
          case AdminResult other -> throw new AssertionError(other);
        };
    assertEquals(field, named);
  }
}

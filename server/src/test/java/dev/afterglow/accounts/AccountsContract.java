package dev.afterglow.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.ip.Cidr;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Fingerprint;
import dev.afterglow.sql.Statements;
import dev.afterglow.text.Language;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What accounts promise on every database. */
abstract class AccountsContract {
  private final AtomicReference<Instant> time =
      new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
  private Database database;
  private Accounts accounts;
  private Owner owner;

  abstract Database open();

  @BeforeEach
  void createOwner() {
    database = open();
    accounts = new Accounts(database, time::get, new SecureRandom());
    owner = accounts.createOwner(new NewOwner("研究室", Optional.of("lab@example.com"), Language.EN));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private IssuedKey issue(Scope scope, Optional<Instant> expiresAt) {
    return accounts.createKey(new NewKey(owner.id(), "render <b>", scope, expiresAt));
  }

  private IssuedKey issue() {
    return issue(Scope.EVERYTHING, Optional.empty());
  }

  private boolean admitted(IssuedKey issued) {
    return accounts.authenticate(issued.secret()).isPresent();
  }

  /** Two processes on one database write what they know, in whatever order. */
  @Test
  void lastUseOfAKeyIsTheLatestThatAnybodyKnows() throws Exception {
    String key = issue().key().id();
    Accounts other = new Accounts(database, time::get, new SecureRandom());
    other.uses().used(key, InetAddress.getByName("192.0.2.1"));
    time.set(time.get().plusSeconds(20));
    accounts.uses().used(key, InetAddress.getByName("192.0.2.2"));
    accounts.uses().write();
    other.uses().write();
    KeyUses.Use last = new Accounts(database, time::get, new SecureRandom()).uses().last().get(key);
    assertEquals(new KeyUses.Use(time.get(), "192.0.2.2"), last);
  }

  @Test
  void secretLeadsToItsKeyAndOwner() {
    Scope scope =
        new Scope(
            Set.of("sora-2", "sora-2-pro"),
            true,
            List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8::/32")),
            OptionalInt.of(60),
            OptionalInt.of(5));
    Instant end = time.get().plus(Duration.ofDays(30));
    IssuedKey issued = issue(scope, Optional.of(end));
    issue();

    Key key = accounts.authenticate(issued.secret()).orElseThrow();
    assertEquals(issued.key(), key);
    assertEquals(owner, key.owner());
    assertEquals(scope, key.scope());
    assertEquals(Optional.of(end), key.expiresAt());
    assertEquals(Optional.of(key), accounts.authenticate(issued.secret()), "remembered");
    assertTrue(accounts.keys(owner.id()).contains(key));
    assertEquals(2, accounts.keys().size());
    assertEquals(Optional.of(key), database.read(tx -> accounts.key(tx, key.id())));
  }

  @Test
  void secretsHave256BitsAndNeverRepeat() {
    Set<String> secrets = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      IssuedKey issued = issue();
      assertTrue(issued.secret().matches("sk-[0-9A-Za-z]{43}"), issued.secret());
      assertTrue(issued.secret().startsWith(issued.key().prefix()));
      assertTrue(issued.secret().endsWith(issued.key().lastFour()));
      assertTrue(secrets.add(issued.secret()));
    }
  }

  @Test
  void secretIsNowhereButInTheAnswer() {
    IssuedKey issued = issue();
    accounts.authenticate(issued.secret());
    assertFalse(issued.toString().contains(issued.secret()));
    assertFalse(issued.key().toString().contains(issued.secret()));
    List<String> columns =
        database.read(tx ->
            Statements.all(
                tx,
                row -> row.getString("secret_hash") + row.getString("prefix"),
                "select * from api_key"));
    assertEquals(1, columns.size());
    String middle = issued.secret().substring(10, 40);
    assertFalse(columns.getFirst().contains(middle));
    assertEquals(64 + issued.key().prefix().length(), columns.getFirst().length());
  }

  /** What reaches the database is the hash, also of what is no key at all. */
  @Test
  void secretIsHashedBeforeAnyQuery() {
    IssuedKey issued = issue();
    RecordingDatabase recording = new RecordingDatabase(database);
    accounts = new Accounts(recording, time::get, new SecureRandom());
    for (String secret : List.of(issued.secret(), "sk-' OR '1'='1", "sk-wrong")) {
      accounts.authenticate(secret);
      assertTrue(recording.said().stream().anyMatch(Fingerprint.of(secret)::equals));
      assertTrue(recording.said().stream().noneMatch(text -> text.contains(secret)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sk-",
        "%",
        "_",
        "' OR '1'='1",
        "sk-\0",
        "sk-ÄÖ瀑布",
        "sk-0123456789012345678901234567890123456789012"
      })
  void wrongSecretsLeadNowhere(String wrong) {
    IssuedKey issued = issue();
    assertEquals(Optional.empty(), accounts.authenticate(wrong));
    assertEquals(Optional.empty(), accounts.authenticate(issued.secret() + wrong + "x"));
    assertEquals(Optional.empty(), accounts.authenticate("x".repeat(10_000) + wrong));
    assertTrue(admitted(issued));
  }

  @Test
  void prefixAndCaseMatter() {
    IssuedKey issued = issue();
    String secret = issued.secret();
    assertEquals(Optional.empty(), accounts.authenticate(secret.substring(0, 45)));
    assertEquals(Optional.empty(), accounts.authenticate(" " + secret));
    assertEquals(Optional.empty(), accounts.authenticate("SK-" + secret.substring(3)));
    assertEquals(Optional.empty(), accounts.authenticate(Fingerprint.of(secret)));
  }

  @Test
  void revokedKeyIsRefusedAtOnceAndForGood() {
    IssuedKey issued = issue();
    assertTrue(admitted(issued));
    Key revoked = accounts.revoke(issued.key().id()).orElseThrow();
    assertEquals(Optional.of(time.get()), revoked.revokedAt());
    assertFalse(admitted(issued));
    time.updateAndGet(now -> now.plusSeconds(5));
    assertEquals(Optional.of(revoked), accounts.revoke(issued.key().id()));
    assertFalse(admitted(issued));
    assertEquals(Optional.empty(), accounts.revoke("key_unknown"));
  }

  /** Readers fill the memory while the key is revoked: none may bring it back. */
  @Test
  void revocationHoldsAgainstConcurrentLookUps() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 40; round++) {
        IssuedKey issued = issue();
        AtomicBoolean revoked = new AtomicBoolean();
        Future<Boolean> reader =
            threads.submit(() -> {
              boolean wasRevoked;
              boolean admitted;
              do {
                wasRevoked = revoked.get();
                admitted = admitted(issued);
              } while (!wasRevoked);
              return admitted;
            });
        accounts.revoke(issued.key().id());
        revoked.set(true);
        assertFalse(reader.get(), "admitted after revoke had returned");
        assertFalse(admitted(issued));
      }
    }
  }

  @Test
  void keyEndsAtItsExpiryEvenIfRemembered() {
    IssuedKey issued = issue(Scope.EVERYTHING, Optional.of(time.get().plusMillis(1000)));
    assertTrue(admitted(issued));
    time.updateAndGet(now -> now.plusMillis(999));
    assertTrue(admitted(issued));
    time.updateAndGet(now -> now.plusMillis(1));
    assertFalse(admitted(issued));
  }

  @Test
  void disabledOwnersKeysAreKnownButDenied() throws Exception {
    InetAddress client = InetAddress.ofLiteral("192.0.2.1");
    IssuedKey issued = issue();
    assertEquals(Optional.empty(), find(issued).deniedTo(client));
    assertTrue(accounts.disable(owner.id()).orElseThrow().disabled());
    assertEquals(Optional.of(new Denial.OwnerDisabled()), find(issued).deniedTo(client));
    assertFalse(accounts.enable(owner.id()).orElseThrow().disabled());
    assertEquals(Optional.empty(), find(issued).deniedTo(client));
    assertEquals(Optional.empty(), accounts.disable("own_unknown"));
  }

  private Key find(IssuedKey issued) {
    return accounts.authenticate(issued.secret()).orElseThrow();
  }

  @Test
  void keyOfANetworkIsDeniedToAllOthers() {
    Scope scope =
        new Scope(
            Set.of("sora-2"),
            false,
            List.of(Cidr.parse("10.0.0.0/8")),
            OptionalInt.empty(),
            OptionalInt.empty());
    Key key = find(issue(scope, Optional.empty()));
    InetAddress stranger = InetAddress.ofLiteral("11.0.0.1");
    assertEquals(Optional.empty(), key.deniedTo(InetAddress.ofLiteral("10.255.0.1")));
    assertEquals(Optional.of(new Denial.ForeignNetwork(stranger)), key.deniedTo(stranger));

    Key everywhere = find(issue(Scope.EVERYTHING, Optional.empty()));
    assertEquals(Optional.empty(), everywhere.deniedTo(stranger));
  }

  @Test
  void keyIsFoundByTheTransactionThatMadeIt() {
    boolean found =
        database.write(tx -> {
          NewKey wish = new NewKey(owner.id(), "new", Scope.EVERYTHING, Optional.empty());
          Key made = accounts.createKey(tx, wish).key();
          return accounts.key(tx, made.id()).equals(Optional.of(made));
        });
    assertTrue(found);
  }

  @Test
  void ownersAreFoundByIdAndByName() {
    assertEquals(Optional.of(owner), accounts.owner(owner.id()));
    assertEquals(Optional.of(owner), accounts.owner("研究室"));
    assertEquals(Optional.empty(), accounts.owner("%"));
    assertEquals(List.of(owner), accounts.owners());
  }

  @Test
  void takenNamesAndUnknownOwnersAreRefused() {
    NewOwner twin = new NewOwner("研究室", Optional.empty(), Language.ZH);
    assertThrows(IllegalArgumentException.class, () -> accounts.createOwner(twin));
    NewKey stray = new NewKey("own_unknown", "k", Scope.EVERYTHING, Optional.empty());
    assertThrows(IllegalArgumentException.class, () -> accounts.createKey(stray));
    assertEquals(1, accounts.owners().size());
    assertEquals(0, accounts.keys().size());
  }

  @Test
  void laterStartMakesNoOwner() {
    assertEquals(Optional.empty(), database.write(accounts::firstOwner));
  }

  @Test
  void firstStartMakesTheLocalOwnerOnce() {
    database.write(tx -> Statements.change(tx, "delete from owner"));
    assertEquals("local", database.write(accounts::firstOwner).orElseThrow().name());
    assertEquals(Optional.empty(), database.write(accounts::firstOwner));
  }

  @Test
  void guessableChosenSecretIsRefused() {
    NewKey wish = new NewKey(owner.id(), "chosen", Scope.EVERYTHING, Optional.empty());
    for (String chosen : List.of("", "sk-", "sk-test", "secret", "sk-" + "a".repeat(19) + " ")) {
      assertThrows(IllegalArgumentException.class, () -> accounts.createKey(wish, chosen));
    }
    assertEquals(0, accounts.keys().size());
  }

  @Test
  void chosenSecretIsTheKeys() {
    NewKey wish = new NewKey(owner.id(), "chosen", Scope.EVERYTHING, Optional.empty());
    String chosen = "sk-chosen_by-the-operator-0123456789";
    IssuedKey issued = accounts.createKey(wish, chosen);
    assertEquals(chosen, issued.secret());
    assertEquals(issued.key().id(), accounts.authenticate(chosen).orElseThrow().id());
  }
}

package dev.afterglow.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.NewOwner;
import dev.afterglow.accounts.Owner;
import dev.afterglow.sql.Database;
import dev.afterglow.text.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

abstract class SessionsContract {
  private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final InstantSource clock = now::get;
  private Database database;
  private Accounts accounts;
  private Logins logins;
  private Sessions sessions;
  private SignInLinks links;
  private Owner owner;

  abstract Database open(Path folder);

  /** Everything that is written in the database, and that a thief of it could read. */
  abstract String content(Database database) throws Exception;

  @BeforeEach
  void open() {
    database = open(folder);
    accounts = new Accounts(database, clock, new Random(1));
    logins = new Logins(database);
    sessions =
        new Sessions(
            database,
            accounts,
            logins,
            clock,
            new Random(2),
            Duration.ofDays(7),
            Duration.ofDays(1));
    links = new SignInLinks(database, clock, new Random(3));
    owner = accounts.createOwner(new NewOwner("Mia", Optional.empty(), Language.EN));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void sessionLastsUntilItsTime() {
    String token = sessions.begin(owner.id()).orElseThrow().token();
    for (int hours = 0; hours < 7 * 24; hours += 12) {
      now.set(START.plus(Duration.ofHours(hours)));
      assertEquals(owner.id(), sessions.find(token).orElseThrow().owner().id());
    }
    now.set(START.plus(Duration.ofDays(7)));
    assertTrue(sessions.find(token).isEmpty());
  }

  @Test
  void sessionThatRestsForTooLongEnds() {
    String token = sessions.begin(owner.id()).orElseThrow().token();
    now.set(START.plus(Duration.ofHours(23)));
    assertTrue(sessions.find(token).isPresent());
    now.set(START.plus(Duration.ofHours(46)));
    assertTrue(sessions.lasts(token), "it was used since");
    now.set(START.plus(Duration.ofHours(47)));
    assertFalse(sessions.lasts(token), "looking whether it lasts is no use of it");
    assertTrue(sessions.find(token).isEmpty());
  }

  @Test
  void disabledOwnerIsOutAtOnceAndDoesNotComeIn() {
    String token = sessions.begin(owner.id()).orElseThrow().token();
    accounts.disable(owner.id());
    assertTrue(sessions.find(token).isEmpty());
    assertTrue(sessions.begin(owner.id()).isEmpty());
  }

  @Test
  void tokensAreNotInTheDatabase() throws Exception {
    String token = sessions.begin(owner.id()).orElseThrow().token();
    String link = links.issue(owner.id(), SignInLinks.SHORT).replaceFirst(".*=", "");
    String content = content(database);
    assertTrue(content.contains(owner.id()));
    assertFalse(content.contains(token));
    assertFalse(content.contains(link));
  }

  @Test
  void othersEndAndThisOneStays() {
    Session kept = sessions.begin(owner.id()).orElseThrow();
    String other = sessions.begin(owner.id()).orElseThrow().token();
    sessions.endOthers(kept);
    assertTrue(sessions.find(kept.token()).isPresent());
    assertTrue(sessions.find(other).isEmpty());
  }

  @Test
  void linkWorksOnceAndNotForLong() {
    String token = links.issue(owner.id(), SignInLinks.SHORT).replaceFirst(".*=", "");
    assertEquals(Optional.of(owner.id()), links.owner(token));
    assertEquals(Optional.of(owner.id()), links.redeem(token));
    assertEquals(Optional.empty(), links.redeem(token));
    String late = links.issue(owner.id(), SignInLinks.SHORT).replaceFirst(".*=", "");
    now.set(START.plus(SignInLinks.SHORT));
    assertEquals(Optional.empty(), links.redeem(late));
  }

  @Test
  void passwordsAreCheckedAndBelongToOneOwner() {
    Owner ben = accounts.createOwner(new NewOwner("Ben", Optional.empty(), Language.EN));
    assertEquals(Logins.Change.BAD_EMAIL, logins.set(owner, "mia", "long enough!"));
    assertEquals(Logins.Change.BAD_PASSWORD, logins.set(owner, "mia@x.org", "short"));
    assertEquals(Logins.Change.DONE, logins.set(owner, " Mia@X.org", "long enough!"));
    assertEquals(Logins.Change.EMAIL_TAKEN, logins.set(ben, "mia@x.org", "long enough!"));
    assertEquals(Optional.of(owner.id()), logins.authenticate("MIA@x.org", "long enough!"));
    assertEquals(Optional.empty(), logins.authenticate("mia@x.org", "long enough?"));
    assertEquals(Optional.empty(), logins.authenticate("nobody@x.org", "long enough!"));
  }

  @Test
  void firstOwnerRunsTheServerAndOthersUseItUntilTheyAreGivenTheRole() {
    assertEquals(Role.MEMBER, logins.role(owner));
    logins.assign(owner, Role.OPERATOR);
    assertEquals(Role.OPERATOR, logins.role(owner));
    Owner local = accounts.createOwner(new NewOwner(Accounts.LOCAL, Optional.empty(), Language.ZH));
    assertEquals(Role.OPERATOR, logins.role(local));
  }
}

package dev.afterglow.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.NewOwner;
import dev.afterglow.accounts.Owner;
import dev.afterglow.signin.Identities.Match;
import dev.afterglow.sql.Database;
import dev.afterglow.text.Language;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

abstract class IdentitiesContract {
  private static final String ISSUER = "https://id.example.com";

  @TempDir Path folder;
  private Database database;
  private Database other;
  private Accounts accounts;
  private Owner mia;

  abstract Database open(Path folder);

  /** Another node's way to the same database, or the same one where there are no other nodes. */
  abstract Database other(Database database, Path folder);

  @BeforeEach
  void open() {
    database = open(folder);
    other = other(database, folder);
    accounts = new Accounts(database, InstantSource.system(), new Random(1));
    mia = accounts.createOwner(new NewOwner("Mia", Optional.of("Mia@Example.com"), Language.EN));
  }

  @AfterEach
  void close() {
    other.close();
    database.close();
  }

  private Match match(Identities identities, String subject, String email) {
    return identities.match(
        ISSUER, subject, Optional.of(email).filter(text -> !text.isEmpty()), Language.EN);
  }

  private Identities identities(boolean signUp, String... domains) {
    return new Identities(database, accounts, List.of(domains), signUp);
  }

  @Test
  void personIsFoundByAddressOnceAndThenByTheProvidersId() {
    Identities identities = identities(false);
    assertEquals(new Match.Found(mia.id(), false), match(identities, "1", "mia@example.com"));
    assertEquals(new Match.Found(mia.id(), false), match(identities, "1", "married@example.com"));
  }

  @Test
  void addressThatSomebodyElseHasGottenOpensNothing() {
    Identities identities = identities(false);
    assertEquals(new Match.Found(mia.id(), false), match(identities, "1", "mia@example.com"));
    assertEquals(new Match.Stranger(), match(identities, "2", "mia@example.com"));
  }

  @Test
  void addressLinksSomebodyNewAfterThePersonWasUnlinked() {
    Identities identities = identities(false);
    LinkedPeople people = new LinkedPeople(database);
    assertFalse(people.linked(mia.id()));
    match(identities, "1", "mia@example.com");
    assertTrue(people.linked(mia.id()));
    assertEquals(1, people.unlink(mia.id()));
    assertEquals(0, people.unlink(mia.id()));
    assertFalse(people.linked(mia.id()));
    assertEquals(new Match.Found(mia.id(), false), match(identities, "2", "mia@example.com"));
    assertEquals(new Match.Stranger(), match(identities, "1", "mia@example.com"));
  }

  @Test
  void withoutAVerifiedAddressNobodyIsFound() {
    assertEquals(new Match.Unverified(), match(identities(false), "1", ""));
    assertEquals(new Match.Stranger(), match(identities(false), "1", "nobody@example.com"));
  }

  @Test
  void onlyTheDomainsOfTheOperatorComeIn() {
    Identities identities = identities(false, "example.org");
    assertEquals(new Match.Stranger(), match(identities, "1", "mia@example.com"));
    assertEquals(new Match.Stranger(), match(identities, "1", "mia@sub.example.org"));
  }

  @Test
  void whoeverComesFirstGetsAnOwnerOnlyWhereThatIsAllowed() {
    assertEquals(
        new Match.Stranger(), match(identities(false, "example.com"), "2", "new@example.com"));
    assertEquals(new Match.Stranger(), match(identities(true), "2", "new@example.com"));
    Match made = match(identities(true, "example.com"), "2", "new@example.com");
    String id = assertInstanceOf(Match.Found.class, made).ownerId();
    assertTrue(((Match.Found) made).fresh());
    assertEquals("new@example.com", accounts.owner(id).orElseThrow().name());
    assertEquals(
        new Match.Found(id, false), match(identities(true, "example.com"), "2", "new@example.com"));
  }

  /** Twice at once, as by two tabs: nobody is turned away, and no second owner is left behind. */
  @RepeatedTest(10)
  void whoSignsInTwiceAtOnceGetsOneOwner() throws Exception {
    List<Identities> doors = List.of(identities(true, "example.com"), elsewhere());
    List<Future<Match>> arrivals = new ArrayList<>();
    CyclicBarrier together = new CyclicBarrier(2 * doors.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(2 * doors.size())) {
      for (int i = 0; i < 2 * doors.size(); i++) {
        Identities door = doors.get(i % doors.size());
        arrivals.add(
            threads.submit(() -> {
              together.await();
              return match(door, "2", "new@example.com");
            }));
      }
    }
    List<Match.Found> found = new ArrayList<>();
    for (Future<Match> arrival : arrivals) {
      found.add(assertInstanceOf(Match.Found.class, arrival.get()));
    }
    assertEquals(1, found.stream().map(Match.Found::ownerId).distinct().count(), "" + found);
    assertEquals(1, found.stream().filter(Match.Found::fresh).count(), "" + found);
    assertEquals(
        List.of("Mia", "new@example.com"), accounts.owners().stream().map(Owner::name).toList());
  }

  /** The same provider's people, at another node of the same database if it can have one. */
  private Identities elsewhere() {
    return new Identities(
        other,
        new Accounts(other, InstantSource.system(), new Random(2)),
        List.of("example.com"),
        true);
  }

  @Test
  void addressThatTwoOwnersHaveOpensNeither() {
    accounts.createOwner(new NewOwner("Mia 2", Optional.of("mia@example.com"), Language.EN));
    assertEquals(new Match.Stranger(), match(identities(false), "1", "mia@example.com"));
  }

  /** Whoever signs in would come into the account of the one who wrote the address. */
  @Test
  void addressThatAMemberWroteDownItselfCountsForNothingAndAnOperatorsDoes() {
    Logins logins = new Logins(database);
    Owner ben = accounts.createOwner(new NewOwner("Ben", Optional.empty(), Language.EN));
    logins.set(ben, "boss@example.com", "long enough!");
    assertEquals(new Match.Stranger(), match(identities(false), "3", "boss@example.com"));
    logins.assign(ben, Role.OPERATOR);
    assertEquals(
        new Match.Found(ben.id(), false), match(identities(false), "3", "boss@example.com"));
  }
}

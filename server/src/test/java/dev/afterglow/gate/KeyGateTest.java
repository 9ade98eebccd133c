package dev.afterglow.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.IssuedKey;
import dev.afterglow.accounts.NewKey;
import dev.afterglow.accounts.NewOwner;
import dev.afterglow.accounts.Owner;
import dev.afterglow.accounts.Scope;
import dev.afterglow.http.Access;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Caller;
import dev.afterglow.http.Field;
import dev.afterglow.http.Kind;
import dev.afterglow.http.Language;
import dev.afterglow.http.Messages;
import dev.afterglow.http.Visitor;
import dev.afterglow.limits.LimitRates;
import dev.afterglow.limits.Limits;
import dev.afterglow.limits.ProxyTrust;
import dev.afterglow.net.Cidr;
import dev.afterglow.sql.Database;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyGateTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final InetAddress CLIENT = InetAddress.ofLiteral("198.51.100.4");
  private static final InetAddress PROXY = InetAddress.ofLiteral("10.0.0.5");
  private static final Messages MESSAGES = Messages.load("/dev/afterglow/gate/messages");

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicLong nanos = new AtomicLong();
  private Database database;
  private Accounts accounts;
  private KeyGate gate;
  private Owner owner;
  private IssuedKey key;

  @BeforeEach
  void oneOwnerWithOneKey() {
    database = Database.sqlite(folder.resolve("afterglow.db"));
    accounts = new Accounts(database, now::get, new Random(1));
    Limits limits = new Limits(new LimitRates(10, 100, 20, 30), nanos::get);
    gate = new KeyGate(accounts, limits, new ProxyTrust(List.of(Cidr.parse("10.0.0.0/8"))));
    owner = accounts.createOwner(new NewOwner("Anna", Optional.empty(), Owner.Language.CHINESE));
    key = key(Scope.EVERYTHING);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aValidKeyIsLetInAsItsOwner() {
    Caller caller = gate.admit(visitor(Access.GENERATE, bearer(key))).caller().orElseThrow();
    assertEquals(
        new Caller(owner.id(), key.key().id(), Optional.of(Language.ZH), Optional.empty()), caller);
  }

  @Test
  void whoeverHoldsAValidKeyIsRefusedInTheOwnersLanguage() {
    IssuedKey reader =
        key(new Scope(Set.of(), true, List.of(), OptionalInt.of(1), OptionalInt.empty()));
    assertEquals(
        Optional.of(Language.ZH), refused(visitor(Access.GENERATE, bearer(reader))).reader());
    ApiError tooMany = refused(visitor(Access.READ, bearer(reader)));
    assertEquals(Kind.RATE_LIMIT, tooMany.kind());
    assertEquals(Optional.of(Language.ZH), tooMany.reader());
    assertEquals(Optional.empty(), refused(visitor(Access.READ, "Bearer sk-no")).reader());
  }

  @Test
  void everythingWrongWithACredentialIsTheSame401() {
    IssuedKey revoked = key(Scope.EVERYTHING);
    accounts.revoke(revoked.key().id());
    IssuedKey expired =
        accounts.createKey(
            new NewKey(owner.id(), "old", Scope.EVERYTHING, Optional.of(START.plusSeconds(1))));
    now.set(START.plusSeconds(1));
    String secret = key.secret();
    List<List<String>> wrong =
        List.of(
            List.of(),
            List.of(""),
            List.of("Basic " + secret),
            List.of(secret),
            List.of("Bearer"),
            List.of("Bearer "),
            List.of("Bearer  " + secret),
            List.of("Bearer " + secret + " "),
            List.of("Bearer " + secret + "x"),
            List.of("Bearer " + secret, "Bearer " + secret),
            List.of("Bearer " + "x".repeat(10_000)),
            List.of("Bearer a\0b"),
            List.of("Bearer ' OR '1'='1"),
            List.of("Bearer %"),
            List.of("Bearer " + revoked.secret()),
            List.of("Bearer " + expired.secret()));
    List<String> answers = new ArrayList<>();
    for (List<String> authorization : wrong) {
      ApiError error = refused(new Visitor(Access.READ, authorization, CLIENT, List.of()));
      answers.add(error.kind() + " " + message(error) + " " + error.fields());
    }
    assertEquals(Set.of(answers.getFirst()), Set.copyOf(answers));
    assertTrue(answers.getFirst().startsWith(Kind.AUTHENTICATION.name()), answers::getFirst);
  }

  @Test
  void tooManyWrongKeysAre429ForTheirAddressAlone() {
    for (int i = 0; i < 1_000; i++) {
      ApiError error = refused(visitor(Access.READ, "Bearer sk-guess" + i));
      assertEquals(i < 20 ? Kind.AUTHENTICATION : Kind.RATE_LIMIT, error.kind());
    }
    InetAddress other = InetAddress.ofLiteral("198.51.100.5");
    ApiError elsewhere =
        refused(new Visitor(Access.READ, List.of("Bearer sk-guess"), other, List.of()));
    assertEquals(Kind.AUTHENTICATION, elsewhere.kind());
    assertTrue(gate.admit(visitor(Access.READ, bearer(key))).caller().isPresent());
  }

  @Test
  void aForgedForwardedForDoesNotHideWhoGuesses() {
    for (int i = 0; i < 20; i++) {
      refused(guess(CLIENT, "203.0.113." + i));
    }
    assertEquals(Kind.RATE_LIMIT, refused(guess(CLIENT, "203.0.113.99")).kind());
    for (int i = 0; i < 20; i++) {
      refused(guess(PROXY, "203.0.113.1"));
    }
    assertEquals(Kind.RATE_LIMIT, refused(guess(PROXY, "203.0.113.1")).kind());
    assertEquals(Kind.AUTHENTICATION, refused(guess(PROXY, "203.0.113.2")).kind());
  }

  @Test
  void ofTwoHundredAtOnceExactlyTenPass() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Boolean>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        answers.add(
            threads.submit(() -> {
              start.await();
              return passes(visitor(Access.READ, bearer(key)));
            }));
      }
      start.countDown();
    }
    int passed = 0;
    for (Future<Boolean> answer : answers) {
      passed += answer.get() ? 1 : 0;
    }
    assertEquals(10, passed);
  }

  @Test
  void theRefusalTellsTheTrueSecondsAndTheFields() {
    for (int i = 0; i < 9; i++) {
      gate.admit(visitor(Access.READ, bearer(key)));
    }
    List<Field> last = gate.admit(visitor(Access.READ, bearer(key))).fields();
    assertEquals(
        List.of(
            new Field("RateLimit-Limit", "10"),
            new Field("RateLimit-Remaining", "0"),
            new Field("RateLimit-Reset", "60"),
            new Field("RateLimit-Policy", "10;w=60")),
        last);
    ApiError error = refused(visitor(Access.READ, bearer(key)));
    assertEquals(Kind.RATE_LIMIT, error.kind());
    assertTrue(error.fields().contains(new Field("Retry-After", "6")), () -> "" + error.fields());
    assertTrue(message(error).contains("10 requests a minute; try again in 6 s"));
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertTrue(passes(visitor(Access.READ, bearer(key))));
  }

  @Test
  void whatAKeyMayNotDoIsNamed() {
    IssuedKey readOnly =
        key(new Scope(Set.of(), true, List.of(), OptionalInt.empty(), OptionalInt.empty()));
    IssuedKey inside =
        key(
            new Scope(
                Set.of(),
                false,
                List.of(Cidr.parse("192.0.2.0/24")),
                OptionalInt.empty(),
                OptionalInt.empty()));
    assertTrue(passes(visitor(Access.READ, bearer(readOnly))));
    assertDenied("read-only", visitor(Access.GENERATE, bearer(readOnly)));
    assertDenied("198.51.100.4", visitor(Access.READ, bearer(inside)));
    assertTrue(
        passes(new Visitor(Access.READ, List.of(bearer(inside)), PROXY, List.of("192.0.2.77"))));
    accounts.disable(owner.id());
    assertDenied("disabled", visitor(Access.READ, bearer(key)));
    accounts.enable(owner.id());
    assertTrue(passes(visitor(Access.GENERATE, bearer(key))));
  }

  @Test
  void aCallerKnowsItsModels() {
    IssuedKey one =
        key(
            new Scope(
                Set.of("sora-2"), false, List.of(), OptionalInt.empty(), OptionalInt.empty()));
    Caller caller = gate.admit(visitor(Access.GENERATE, bearer(one))).caller().orElseThrow();
    assertTrue(caller.mayUse("sora-2"));
    assertTrue(!caller.mayUse("sora-2-pro"));
  }

  @Test
  void aKeysOwnRateCounts() {
    IssuedKey slow =
        key(new Scope(Set.of(), false, List.of(), OptionalInt.of(1), OptionalInt.empty()));
    assertTrue(passes(visitor(Access.READ, bearer(slow))));
    assertEquals(Kind.RATE_LIMIT, refused(visitor(Access.READ, bearer(slow))).kind());
  }

  @Test
  void openRoutesAreLimitedByAddressAndLinksAreNot() {
    Visitor stranger = new Visitor(Access.OPEN, List.of(), CLIENT, List.of());
    for (int i = 0; i < 30; i++) {
      assertTrue(gate.admit(stranger).caller().isEmpty());
    }
    assertEquals(Kind.RATE_LIMIT, refused(stranger).kind());
    assertTrue(passes(new Visitor(Access.LINK, List.of(), CLIENT, List.of())));
  }

  private IssuedKey key(Scope scope) {
    return accounts.createKey(new NewKey(owner.id(), "test", scope, Optional.empty()));
  }

  private static String bearer(IssuedKey key) {
    return "Bearer " + key.secret();
  }

  private static Visitor visitor(Access access, String authorization) {
    return new Visitor(access, List.of(authorization), CLIENT, List.of());
  }

  private static Visitor guess(InetAddress peer, String forwardedFor) {
    return new Visitor(Access.READ, List.of("Bearer sk-guess"), peer, List.of(forwardedFor));
  }

  private boolean passes(Visitor visitor) {
    try {
      gate.admit(visitor);
      return true;
    } catch (ApiError e) {
      return false;
    }
  }

  private ApiError refused(Visitor visitor) {
    return assertThrows(ApiError.class, () -> gate.admit(visitor));
  }

  private void assertDenied(String named, Visitor visitor) {
    ApiError error = refused(visitor);
    assertEquals(Kind.PERMISSION, error.kind());
    assertTrue(message(error).contains(named), () -> message(error));
  }

  private static String message(ApiError error) {
    return MESSAGES.text(Language.EN, error);
  }
}

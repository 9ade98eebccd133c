package dev.afterglow.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.IssuedKey;
import dev.afterglow.accounts.NewKey;
import dev.afterglow.accounts.NewOwner;
import dev.afterglow.accounts.Owner;
import dev.afterglow.accounts.Scope;
import dev.afterglow.http.Access;
import dev.afterglow.http.AccessRequest;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Caller;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Field;
import dev.afterglow.http.HttpTexts;
import dev.afterglow.ip.Cidr;
import dev.afterglow.sql.Database;
import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApiKeyAuthenticatorTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final InetAddress CLIENT = InetAddress.ofLiteral("198.51.100.4");
  private static final InetAddress PROXY = InetAddress.ofLiteral("10.0.0.5");
  private static final Messages MESSAGES = HttpTexts.load("/dev/afterglow/auth/messages");

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicLong nanos = new AtomicLong();
  private Database database;
  private Accounts accounts;
  private ApiKeyAuthenticator authenticator;
  private Owner owner;
  private IssuedKey key;

  private final AtomicInteger reads = new AtomicInteger();

  /** A database that counts how often it is read. */
  private record Counted(Database inner, AtomicInteger reads) implements Database {
    @Override
    public <T> T write(Work<T> work) {
      return inner.write(work);
    }

    @Override
    public <T> T read(Work<T> work) {
      reads.incrementAndGet();
      return inner.read(work);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  @BeforeEach
  void oneOwnerWithOneKey() {
    database = new Counted(Database.sqlite(folder.resolve("afterglow.db")), reads);
    accounts = new Accounts(database, now::get, new Random(1));
    RateLimiter limits = new RateLimiter(new LimitRates(10, 100, 20, 30), nanos::get);
    authenticator =
        new ApiKeyAuthenticator(
            accounts, limits, new ProxyTrust(List.of(Cidr.parse("10.0.0.0/8"))));
    owner = accounts.createOwner(new NewOwner("Anna", Optional.empty(), Language.ZH));
    key = key(Scope.EVERYTHING);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aValidKeyIsLetInAsItsOwner() {
    Caller caller =
        authenticator.admit(visitor(Access.GENERATE, bearer(key))).caller().orElseThrow();
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
    assertEquals(ErrorKind.RATE_LIMIT, tooMany.kind());
    assertEquals(Optional.of(Language.ZH), tooMany.reader());
    assertEquals(Optional.empty(), refused(visitor(Access.READ, "Bearer sk-no")).reader());
  }

  @Test
  void everythingWrongWithAKeyIsTheSame401() {
    IssuedKey revoked = key(Scope.EVERYTHING);
    accounts.revoke(revoked.key().id());
    IssuedKey expired =
        accounts.createKey(
            new NewKey(owner.id(), "old", Scope.EVERYTHING, Optional.of(START.plusSeconds(1))));
    now.set(START.plusSeconds(1));
    String secret = key.secret();
    List<List<String>> wrong =
        List.of(
            List.of("Bearer x"),
            List.of("Bearer " + secret + "x"),
            List.of("Bearer " + secret.substring(1)),
            List.of("Bearer   " + secret + "x"),
            List.of("Bearer " + revoked.secret()),
            List.of("Bearer " + expired.secret()));
    List<String> answers = new ArrayList<>();
    for (List<String> authorization : wrong) {
      ApiError error =
          refused(
              new AccessRequest(Access.READ, authorization, CLIENT, List.of(), Optional.empty()));
      answers.add(error.kind() + " " + message(error) + " " + error.fields());
    }
    assertEquals(Set.of(answers.getFirst()), Set.copyOf(answers));
    assertTrue(answers.getFirst().startsWith(ErrorKind.AUTHENTICATION.name()), answers::getFirst);
  }

  @Test
  void whoeverSendsNoBearerTokenIsToldHow() {
    String secret = key.secret();
    String bare = "put Bearer and a space before the key";
    String form = "what follows Bearer is no API key";
    assertTold("no Authorization header came");
    assertTold("Authorization has no key", "");
    assertTold("Authorization has no key", "Bearer");
    assertTold("Authorization has no key", "Bearer ");
    assertTold("Authorization has no key", "bearer   ");
    assertTold(bare, secret);
    assertTold("another scheme than Bearer", "Basic " + secret);
    assertTold("another scheme than Bearer", "Bearer: " + secret);
    assertTold("more than once", "Bearer " + secret, "Bearer " + secret);
    assertTold(form, "Bearer Bearer " + secret);
    assertTold(form, "Bearer \"" + secret + "\"");
    assertTold(form, "Bearer " + secret + " ");
    assertTold(form, "Bearer " + "x".repeat(10_000));
    assertTold(form, "Bearer a\0b");
    assertTold(form, "Bearer ' OR '1'='1");
    assertTold(form, "Bearer %");
    ApiError elsewhere =
        refused(
            new AccessRequest(Access.READ, List.of(), CLIENT, List.of(), Optional.of("x-api-key")));
    assertTrue(message(elsewhere).contains("the key came in x-api-key"), message(elsewhere));
  }

  private void assertTold(String expected, String... authorization) {
    ApiError error =
        refused(
            new AccessRequest(
                Access.READ, List.of(authorization), CLIENT, List.of(), Optional.empty()));
    assertEquals(ErrorKind.AUTHENTICATION, error.kind());
    assertEquals(List.of(new Field("WWW-Authenticate", "Bearer")), error.fields());
    String message = message(error);
    assertTrue(message.contains(expected), message);
    assertTrue(message.contains("Authorization: Bearer YOUR_API_KEY"), message);
    assertFalse(message.contains(key.secret()), message);
    assertTrue(
        HttpTexts.message(error, MESSAGES, Language.ZH).contains("Authorization: Bearer 您的密钥"));
  }

  @Test
  void schemeMayBeFollowedByMoreThanOneSpace() {
    assertTrue(passes(visitor(Access.READ, "Bearer  " + key.secret())));
    assertTrue(passes(visitor(Access.READ, "bearer     " + key.secret())));
  }

  @Test
  void tooManyWrongKeysAre429ForTheirAddressAlone() {
    for (int i = 0; i < 1_000; i++) {
      ApiError error = refused(visitor(Access.READ, "Bearer sk-guess" + i));
      assertEquals(i < 20 ? ErrorKind.AUTHENTICATION : ErrorKind.RATE_LIMIT, error.kind());
    }
    InetAddress other = InetAddress.ofLiteral("198.51.100.5");
    ApiError elsewhere =
        refused(
            new AccessRequest(
                Access.READ, List.of("Bearer sk-guess"), other, List.of(), Optional.empty()));
    assertEquals(ErrorKind.AUTHENTICATION, elsewhere.kind());
    assertTrue(authenticator.admit(visitor(Access.READ, bearer(key))).caller().isPresent());
  }

  @Test
  void whoGuessesReachesTheDatabaseSeldomAndShutsNoKnownKeyOut() {
    authenticator.admit(visitor(Access.READ, bearer(key)));
    int before = reads.get();
    for (int i = 0; i < 2_000; i++) {
      refused(visitor(Access.READ, "Bearer sk-guess" + i));
    }
    for (int i = 0; i < 2_000; i++) {
      refused(visitor(Access.READ, "Bearer sk-broken-script"));
    }
    assertTrue(reads.get() - before <= 200, () -> reads.get() - before + " reads");
    assertTrue(authenticator.admit(visitor(Access.READ, bearer(key))).caller().isPresent());
    InetAddress other = InetAddress.ofLiteral("198.51.100.5");
    AccessRequest elsewhere =
        new AccessRequest(
            Access.READ,
            List.of(bearer(key(Scope.EVERYTHING))),
            other,
            List.of(),
            Optional.empty());
    assertTrue(authenticator.admit(elsewhere).caller().isPresent());
  }

  @Test
  void probesHaveARateOfTheirOwn() {
    AccessRequest stranger =
        new AccessRequest(Access.OPEN, List.of(), CLIENT, List.of(), Optional.empty());
    while (passes(stranger)) {
      // until the address has used up its room
    }
    assertTrue(
        passes(new AccessRequest(Access.PROBE, List.of(), CLIENT, List.of(), Optional.empty())));
  }

  @Test
  void clientIsToldSoThatItsShareCanBeCounted() {
    assertEquals(
        CLIENT.getHostAddress(),
        authenticator
            .admit(new AccessRequest(Access.LINK, List.of(), CLIENT, List.of(), Optional.empty()))
            .client());
    assertEquals(
        "192.0.2.77",
        authenticator
            .admit(
                new AccessRequest(
                    Access.LINK, List.of(), PROXY, List.of("192.0.2.77"), Optional.empty()))
            .client());
  }

  @Test
  void aForgedForwardedForDoesNotHideWhoGuesses() {
    for (int i = 0; i < 20; i++) {
      refused(guess(CLIENT, "203.0.113." + i));
    }
    assertEquals(ErrorKind.RATE_LIMIT, refused(guess(CLIENT, "203.0.113.99")).kind());
    for (int i = 0; i < 20; i++) {
      refused(guess(PROXY, "203.0.113.1"));
    }
    assertEquals(ErrorKind.RATE_LIMIT, refused(guess(PROXY, "203.0.113.1")).kind());
    assertEquals(ErrorKind.AUTHENTICATION, refused(guess(PROXY, "203.0.113.2")).kind());
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
      authenticator.admit(visitor(Access.READ, bearer(key)));
    }
    List<Field> last = authenticator.admit(visitor(Access.READ, bearer(key))).fields();
    assertEquals(
        List.of(
            new Field("RateLimit-Limit", "10"),
            new Field("RateLimit-Remaining", "0"),
            new Field("RateLimit-Reset", "60"),
            new Field("RateLimit-Policy", "10;w=60")),
        last);
    ApiError error = refused(visitor(Access.READ, bearer(key)));
    assertEquals(ErrorKind.RATE_LIMIT, error.kind());
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
        passes(
            new AccessRequest(
                Access.READ,
                List.of(bearer(inside)),
                PROXY,
                List.of("192.0.2.77"),
                Optional.empty())));
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
    Caller caller =
        authenticator.admit(visitor(Access.GENERATE, bearer(one))).caller().orElseThrow();
    assertEquals(Optional.of(Set.of("sora-2")), caller.models());
  }

  @Test
  void aKeysOwnRateCounts() {
    IssuedKey slow =
        key(new Scope(Set.of(), false, List.of(), OptionalInt.of(1), OptionalInt.empty()));
    assertTrue(passes(visitor(Access.READ, bearer(slow))));
    assertEquals(ErrorKind.RATE_LIMIT, refused(visitor(Access.READ, bearer(slow))).kind());
  }

  @Test
  void openRoutesAreLimitedByAddressAndLinksAreNot() {
    AccessRequest stranger =
        new AccessRequest(Access.OPEN, List.of(), CLIENT, List.of(), Optional.empty());
    for (int i = 0; i < 30; i++) {
      assertTrue(authenticator.admit(stranger).caller().isEmpty());
    }
    assertEquals(ErrorKind.RATE_LIMIT, refused(stranger).kind());
    assertTrue(
        passes(new AccessRequest(Access.LINK, List.of(), CLIENT, List.of(), Optional.empty())));
  }

  private IssuedKey key(Scope scope) {
    return accounts.createKey(new NewKey(owner.id(), "test", scope, Optional.empty()));
  }

  private static String bearer(IssuedKey key) {
    return "Bearer " + key.secret();
  }

  private static AccessRequest visitor(Access access, String authorization) {
    return new AccessRequest(access, List.of(authorization), CLIENT, List.of(), Optional.empty());
  }

  private static AccessRequest guess(InetAddress peer, String forwardedFor) {
    return new AccessRequest(
        Access.READ, List.of("Bearer sk-guess"), peer, List.of(forwardedFor), Optional.empty());
  }

  private boolean passes(AccessRequest request) {
    try {
      authenticator.admit(request);
      return true;
    } catch (ApiError e) {
      return false;
    }
  }

  private ApiError refused(AccessRequest request) {
    return assertThrows(ApiError.class, () -> authenticator.admit(request));
  }

  private void assertDenied(String named, AccessRequest request) {
    ApiError error = refused(request);
    assertEquals(ErrorKind.PERMISSION, error.kind());
    assertTrue(message(error).contains(named), () -> message(error));
  }

  private static String message(ApiError error) {
    return HttpTexts.message(error, MESSAGES, Language.EN);
  }
}

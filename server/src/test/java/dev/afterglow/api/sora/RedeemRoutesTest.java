package dev.afterglow.api.sora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.NewKey;
import dev.afterglow.accounts.NewOwner;
import dev.afterglow.accounts.Owner;
import dev.afterglow.accounts.Scope;
import dev.afterglow.api.GenerateBody;
import dev.afterglow.auth.ApiKeyAuthenticator;
import dev.afterglow.auth.LimitRates;
import dev.afterglow.auth.ProxyTrust;
import dev.afterglow.auth.RateLimiter;
import dev.afterglow.http.HttpLimits;
import dev.afterglow.http.HttpTexts;
import dev.afterglow.http.TestServer;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.sql.Database;
import dev.afterglow.text.Language;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RedeemRoutesTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

  @TempDir Path folder;
  private Database database;
  private Accounts accounts;
  private Ledger ledger;
  private RedeemCodes codes;
  private TestServer server;
  private Owner owner;
  private String secret;

  @BeforeEach
  void serve() {
    database = Database.sqlite(folder.resolve("afterglow.db"));
    accounts = new Accounts(database, CLOCK, new Random(1));
    ledger = new Ledger(database);
    codes = new RedeemCodes(database, ledger, CLOCK, new Random(2));
    owner = accounts.createOwner(new NewOwner("Anna", Optional.empty(), Language.EN));
    secret = secret(Scope.EVERYTHING);
    server =
        new TestServer(
            HttpLimits.DEFAULT,
            new ApiKeyAuthenticator(
                accounts, new RateLimiter(LimitRates.DEFAULT, () -> 0), ProxyTrust.NONE),
            HttpTexts.load(
                "/dev/afterglow/auth/messages", GenerateBody.MESSAGES, SoraRoutes.MESSAGES),
            RedeemRoutes.of(codes, ledger));
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  @Test
  void aCodeIsCreditedHoweverItIsTyped() throws Exception {
    String code = code(2_500_000);
    HttpResponse<String> answer =
        redeem("/v1/redeem", secret, code.replace("-", " ").toLowerCase(java.util.Locale.ROOT));
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("{\"success\":true,\"credited\":2.5,\"remain_balance\":2.5}", answer.body());
    redeem("/redeem", secret, code(10_000_000));
    assertEquals(12_500_000, ledger.balance(owner.id()).balanceMicros());
  }

  @Test
  void ofTwentyAtOnceOneIsCredited() throws Exception {
    String code = code(2_500_000);
    List<Future<Integer>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        answers.add(threads.submit(() -> redeem("/v1/redeem", secret, code).statusCode()));
      }
    }
    List<Integer> credited = new ArrayList<>();
    for (Future<Integer> answer : answers) {
      if (answer.get() == 200) {
        credited.add(answer.get());
      }
    }
    assertEquals(1, credited.size());
    assertEquals(2_500_000, ledger.balance(owner.id()).balanceMicros());
  }

  @Test
  void whatIsNoCodeChangesNothing() throws Exception {
    for (String body :
        List.of(
            "{}",
            "[]",
            "{\"code\":7}",
            "{\"code\":\" \"}",
            "{\"code\":\"AAAAA-AAAAA-AAAAA-AAAAA-AAAAA\"}",
            "{\"code\":\"" + "A".repeat(500) + "\"}")) {
      HttpResponse<String> answer = post("/v1/redeem", secret, body);
      assertEquals(400, answer.statusCode(), body);
      assertTrue(answer.body().contains("\"type\":\"invalid_request_error\""), answer::body);
    }
    assertEquals(0, ledger.balance(owner.id()).balanceMicros());
  }

  @Test
  void aKeyThatMayOnlyReadRedeemsNothing() throws Exception {
    String readOnly =
        secret(new Scope(Set.of(), true, List.of(), OptionalInt.empty(), OptionalInt.empty()));
    String code = code(2_500_000);
    assertEquals(403, redeem("/v1/redeem", readOnly, code).statusCode());
    assertEquals(401, redeem("/v1/redeem", "sk-unknown", code).statusCode());
    assertEquals(200, redeem("/v1/redeem", secret, code).statusCode());
  }

  @Test
  void ofTwoHundredRequestsAtOnceAsManyPassAsTheKeyMaySend() throws Exception {
    String slow =
        secret(new Scope(Set.of(), false, List.of(), OptionalInt.of(10), OptionalInt.empty()));
    List<Future<HttpResponse<String>>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        answers.add(threads.submit(() -> post("/v1/redeem", slow, "{}")));
      }
    }
    int passed = 0;
    for (Future<HttpResponse<String>> answer : answers) {
      HttpResponse<String> got = answer.get();
      passed += got.statusCode() == 400 ? 1 : 0;
      if (got.statusCode() != 400) {
        assertEquals(429, got.statusCode());
        assertEquals("6", got.headers().firstValue("Retry-After").orElse(""));
        assertTrue(got.body().contains("\"type\":\"rate_limit_error\""), got::body);
      }
    }
    assertEquals(10, passed);
  }

  private String code(long micros) {
    return codes.create(micros, 1, Optional.empty()).getFirst().text();
  }

  private String secret(Scope scope) {
    return accounts.createKey(new NewKey(owner.id(), "test", scope, Optional.empty())).secret();
  }

  private HttpResponse<String> redeem(String path, String bearer, String code) throws Exception {
    return post(path, bearer, "{\"code\":\"" + code + "\"}");
  }

  private HttpResponse<String> post(String path, String bearer, String body) throws Exception {
    return server.send(
        path,
        request ->
            request
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
  }
}

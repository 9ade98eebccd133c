package dev.afterglow.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.ledger.RedeemCode.Redemption;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What redeem codes promise on every database. */
abstract class RedeemCodesContract {
  private static final Redeemed REFUSED = new Redeemed.Refused();

  private final AtomicReference<Instant> time =
      new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
  private Database database;
  private Ledger ledger;
  private RedeemCodes codes;

  abstract Database open();

  @BeforeEach
  void openCodes() {
    database = open();
    ledger = new Ledger(database);
    codes = new RedeemCodes(database, ledger, time::get, new SecureRandom());
  }

  @AfterEach
  void close() {
    assertEquals(List.of(), new Audit(database).discrepancies());
    database.close();
  }

  private IssuedCode issue(Optional<Instant> expiresAt) {
    return codes.create(700, 1, expiresAt).getFirst();
  }

  @Test
  void codeIsWorthOneCredit() {
    IssuedCode issued = issue(Optional.empty());
    assertEquals(new Redeemed.Credited(700), codes.redeem("o", issued.text()));
    assertEquals(REFUSED, codes.redeem("o", issued.text()));
    assertEquals(REFUSED, codes.redeem("p", issued.text()));
    assertEquals(700, ledger.balance("o").balanceMicros());
    assertEquals(0, ledger.balance("p").balanceMicros());
    assertEquals(
        Optional.of(new Redemption("o", time.get())), codes.newest(10).getFirst().redemption());
  }

  @Test
  void twentyAtOnceRedeemACodeOnce() throws Exception {
    IssuedCode issued = issue(Optional.empty());
    CyclicBarrier start = new CyclicBarrier(20);
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      List<Future<Redeemed>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String owner = "o" + i % 3;
        calls.add(
            threads.submit(() -> {
              start.await();
              return codes.redeem(owner, issued.text());
            }));
      }
      long credited = 0;
      for (Future<Redeemed> call : calls) {
        credited += call.get() instanceof Redeemed.Credited ? 1 : 0;
      }
      assertEquals(1, credited);
    }
    long sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += ledger.balance("o" + i).balanceMicros();
    }
    assertEquals(700, sum);
  }

  @Test
  void wayOfTypingDoesNotMatter() {
    String text = issue(Optional.empty()).text();
    String typed = " " + text.replace("-", " ").replace('0', 'o').replace('1', 'l');
    assertEquals(
        new Redeemed.Credited(700), codes.redeem("o", typed.toLowerCase(Locale.ROOT) + "\n"));
  }

  @Test
  void expiredAndUnknownCodesAreRefusedAlike() {
    IssuedCode issued = issue(Optional.of(time.get().plusMillis(1)));
    time.updateAndGet(now -> now.plusMillis(1));
    assertEquals(REFUSED, codes.redeem("o", issued.text()));
    assertEquals(REFUSED, codes.redeem("o", "00000-00000-00000-00000-00000"));
    assertEquals(REFUSED, codes.redeem("o", ""));
    assertEquals(REFUSED, codes.redeem("o", "%"));
    assertEquals(0, ledger.balance("o").balanceMicros());
  }

  /** A code that could not be credited is not used up. */
  @Test
  void refusedCreditLeavesTheCode() {
    database.write(tx -> ledger.credit(tx, "o", "c", Long.MAX_VALUE, "all there is", time.get()));
    IssuedCode issued = issue(Optional.empty());
    assertThrows(ArithmeticException.class, () -> codes.redeem("o", issued.text()));
    assertEquals(new Redeemed.Credited(700), codes.redeem("p", issued.text()));
  }

  @Test
  void codesAreToldOnceAndKeptAsHashes() {
    List<IssuedCode> issued = codes.create(1, 1000, Optional.empty());
    assertEquals(1000, issued.stream().map(IssuedCode::text).distinct().count());
    IssuedCode first = issued.getFirst();
    assertTrue(first.text().matches("([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}"));
    assertFalse(first.toString().contains(first.text()));
    List<String> kept =
        database.read(tx ->
            Statements.all(
                tx,
                row -> row.getString("id") + row.getString("code_hash"),
                "select id, code_hash from redeem_code"));
    assertEquals(1000, kept.size());
    String middle = first.text().substring(6, 11);
    assertTrue(kept.stream().noneMatch(row -> row.contains(middle)));
    assertEquals(10, codes.newest(10).size());
  }

  @Test
  void worthlessAndTooManyCodesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> codes.create(0, 1, Optional.empty()));
    assertThrows(IllegalArgumentException.class, () -> codes.create(-1, 1, Optional.empty()));
    assertThrows(IllegalArgumentException.class, () -> codes.create(1, 0, Optional.empty()));
    assertThrows(IllegalArgumentException.class, () -> codes.create(1, 1001, Optional.empty()));
    assertEquals(List.of(), codes.newest(10));
  }
}

package dev.afterglow.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As much is found when entries that were summed up before are not read again. */
final class SqliteRollingAuditTest extends AuditContract {
  private static final Instant LATER = Instant.parse("2026-11-22T13:00:00Z");

  @TempDir Path folder;

  @Override
  Database open() {
    return Database.sqlite(folder.resolve("afterglow.db"));
  }

  @Override
  Supplier<List<Discrepancy>> audit(Database books) {
    return new RollingAudit(books, InstantSource.fixed(LATER), 2_000)::discrepancies;
  }

  @Test
  void manyOwnersWithManyEntriesAgreeRoundAfterRound() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    try (Database books = Database.sqlite(many.resolve("afterglow.db"))) {
      Ledger ledger = new Ledger(books);
      RollingAudit audit = new RollingAudit(books, InstantSource.fixed(LATER), 2_000);
      for (int round = 0; round < 3; round++) {
        int now = round;
        books.write(tx -> {
          for (int i = 0; i < 6_000; i++) {
            String owner = "o" + (i < 5_500 ? 0 : i); // one beyond a piece, and many owners
            // Some are booked with a time before what was read: they make a sum that is done again.
            Instant when = LATER.minus(Duration.ofMinutes(i % 40));
            ledger.credit(tx, owner, "c" + now + "-" + i, 10, "test", when);
          }
          return true;
        });
        assertEquals(List.of(), audit.discrepancies());
      }
      books.write(tx ->
          Statements.change(tx, "update balance set balance_micros = 1 where owner_id = 'o0'"));
      assertEquals(
          List.of(new Discrepancy(Discrepancy.Kind.BALANCE, "o0", 165_000, 1)),
          audit.discrepancies());
    }
  }
}

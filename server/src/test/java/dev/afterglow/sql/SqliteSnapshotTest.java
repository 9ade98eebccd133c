package dev.afterglow.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteSnapshotTest {
  @TempDir private Path folder;

  private static int add(Connection tx, int rows) throws SQLException {
    for (int i = 0; i < rows; i++) {
      Statements.change(
          tx,
          "insert into audit (id, at_ms, actor, act, details) values (?, 0, 'a', 'b', ?)",
          Integer.toString(count(tx)),
          "x".repeat(2_000));
    }
    return rows;
  }

  private static int count(Connection tx) throws SQLException {
    return Statements.first(tx, row -> row.getInt(1), "select count(*) from audit").orElseThrow();
  }

  @Test
  void copyIsTheStateThatIsHeldWhateverIsWrittenMeanwhile() throws Exception {
    Path file = folder.resolve("afterglow.db");
    Path copy = Files.createFile(folder.resolve("copy.db"));
    List<Long> told = new ArrayList<>();
    try (Database database = Database.sqlite(file)) {
      database.write(tx -> add(tx, 3_000));
      try (SqliteSnapshot snapshot = SqliteSnapshot.of(file)) {
        database.write(tx -> add(tx, 1_000));
        assertEquals(3_000, snapshot.read(SqliteSnapshotTest::count));
        snapshot.copyTo(
            copy,
            (done, _) -> {
              told.add(done);
              database.write(tx -> add(tx, 10));
            });
        assertEquals(3_000, snapshot.read(SqliteSnapshotTest::count));
      }
      assertTrue(told.size() > 1, told::toString);
      assertEquals(4_000 + 10 * told.size(), database.read(SqliteSnapshotTest::count));
    }
    assertEquals(List.of(), SqliteSnapshot.damage(copy));
    try (SqliteSnapshot copied = SqliteSnapshot.of(copy)) {
      assertEquals(3_000, copied.read(SqliteSnapshotTest::count));
    }
  }

  @Test
  void damagedCopyIsSeen() throws Exception {
    Path file = folder.resolve("afterglow.db");
    try (Database database = Database.sqlite(file)) {
      database.write(tx -> add(tx, 500));
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int at = bytes.length / 2; at < bytes.length / 2 + 20_000; at++) {
      bytes[at] = 7;
    }
    Files.write(file, bytes);
    assertTrue(!SqliteSnapshot.damage(file).isEmpty());
  }
}

package dev.afterglow.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.DatabaseFailure.Obstacle;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands between a program and its database is told by its right name. */
final class DatabaseObstaclesTest {
  /** What a client sends that would like encryption. */
  private static final int SSL_REQUEST = 80_877_103;

  @TempDir Path folder;

  @Test
  void serverWithoutEncryptionIsNoServerThatIsAway() {
    PostgresAddress here = TestPostgres.common().emptyDatabase();
    DatabaseFailure failure = failure(here + "?sslmode=require");
    assertEquals(Optional.of(Obstacle.TLS), failure.obstacle());
    assertTrue(failure.unreachable());
  }

  @Test
  void passwordThatIsMissingIsOneThatIsNotAccepted() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> askForPasswords(server));
      DatabaseFailure failure =
          failure("postgresql://ann@127.0.0.1:" + server.getLocalPort() + "/films");
      assertEquals(Optional.of(Obstacle.LOGIN), failure.obstacle());
    }
  }

  private static void askForPasswords(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        askForPassword(client);
      } catch (IOException e) {
        // the client has gone, or the test is over
      }
    }
  }

  private static void askForPassword(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    DataOutputStream out = new DataOutputStream(client.getOutputStream());
    int length = in.readInt();
    int code = in.readInt();
    while (code == SSL_REQUEST) {
      out.writeByte('N');
      length = in.readInt();
      code = in.readInt();
    }
    in.skipNBytes(length - 8);
    out.writeByte('R'); // AuthenticationCleartextPassword
    out.writeInt(8);
    out.writeInt(3);
    out.flush();
    int unused = in.read(); // until the client has had enough
    assertTrue(unused < 0);
  }

  @Test
  void tablesOfAnotherProgramAreLeftAlone() {
    PostgresAddress here = TestPostgres.common().emptyDatabase();
    TestPostgres.common().execute(here.name(), "create table invoices (id bigint)");
    DatabaseFailure failure = failure(here.toString());
    assertEquals(Optional.of(Obstacle.FOREIGN), failure.obstacle());
    assertFalse(failure.unreachable());
  }

  @Test
  void fileThatANewerReleaseHasMigratedIsNotOpened() {
    Path file = folder.resolve("afterglow.db");
    try (Database database = Database.sqlite(file)) {
      database.write(tx ->
          Statements.change(
              tx,
              "insert into flyway_schema_history (installed_rank, version, description, type,"
                  + " script, checksum, installed_by, execution_time, success)"
                  + " values (900, '900', 'next', 'SQL', 'V900__next.sql', 1, 'next', 1, 1)"));
    }
    DatabaseFailure failure =
        assertThrows(DatabaseFailure.class, () -> Database.sqlite(file).close());
    assertEquals(Optional.of(Obstacle.NEWER), failure.obstacle());
  }

  /** A table that somebody locks, or a slow disk, ends no process and is no fault of a program. */
  @Test
  void databaseWithoutTimeIsAwayForNow() {
    for (String code : List.of("55P03", "57014", "40001", "40P01", "25P03")) {
      DatabaseFailure failure = new DatabaseFailure("a test", new SQLException("late", code));
      assertEquals(Optional.of(Obstacle.BUSY), failure.obstacle(), code);
      assertTrue(failure.unreachable(), code);
    }
  }

  @Test
  void nobodyWaitsForALockWithoutEnd() throws Exception {
    SQLException locked = new SQLException("somebody has it", "55P03");
    try (PostgresLink link =
        new PostgresLink(new PostgresConnections(TestPostgres.in(folder)), Duration.ofMillis(50))) {
      int failures = 1;
      long began = System.nanoTime();
      while (link.again(locked, failures, 1)) {
        failures++;
        assertTrue(failures < 60, "it is tried for as long as conflicts that pass");
      }
      assertTrue(System.nanoTime() - began >= Duration.ofMillis(50).toNanos());
      assertTrue(link.again(locked, 1, 1), "the next work has its own time");
    }
  }

  private static DatabaseFailure failure(String address) {
    return assertThrows(
        DatabaseFailure.class,
        () -> Database.postgres(PostgresAddress.parse(address), FatalErrors.logged()).close());
  }
}

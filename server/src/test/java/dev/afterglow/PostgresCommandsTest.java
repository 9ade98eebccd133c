package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.sql.PostgresAddress;
import dev.afterglow.sql.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do and read on a PostgreSQL. */
final class PostgresCommandsTest {
  private static final String NOBODY = "postgresql://afterglow@127.0.0.1:1/afterglow";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Pattern LINK = Pattern.compile("\"link\" : \"([^\"]+)\"");

  @TempDir Path folder;

  private Shell shell(String database, String language) {
    return new Shell(folder, Map.of("AFTERGLOW_DATABASE", database, "LANGUAGE", language));
  }

  @Test
  void databaseThatCannotBeReachedOrIsNotThereIsToldInTheUsersLanguage() {
    for (String command : new String[] {"serve", "doctor", "key list"}) {
      assertSaid("nobody answers there", NOBODY, "en", command);
    }
    assertSaid("无法连接", NOBODY, "zh", "serve");
    PostgresAddress here = TestPostgres.common().emptyDatabase();
    String other = "postgresql://afterglow@127.0.0.1:" + here.port() + "/no_such_database";
    assertSaid("has no database of this name", other, "en", "serve");
    assertSaid("该数据库不存在", other, "zh", "doctor");
    assertSaid("the server offers no TLS", here + "?sslmode=require", "en", "serve");
    TestPostgres.common().execute(here.name(), "create table invoices (id bigint)");
    assertSaid("it holds tables of another program", here.toString(), "en", "serve");
    assertSaid("其他程序的表", here.toString(), "zh", "doctor");
  }

  @Test
  void passwordIsNotRepeatedAnywhere() {
    String address = "postgresql://afterglow:s3cret@127.0.0.1:1/afterglow";
    String said =
        assertSaid("postgresql://afterglow@127.0.0.1:1/afterglow", address, "en", "serve");
    assertFalse(said.contains("s3cret"), said);
    Shell shell = shell(address, "en");
    assertEquals(ExitCode.DONE, shell.run("check-config"));
    assertTrue(shell.out().contains("database: ***"), shell.out());
    assertFalse(shell.out().contains("s3cret"), shell.out());
  }

  private String assertSaid(String part, String database, String language, String command) {
    Shell shell = shell(database, language);
    assertEquals(ExitCode.USAGE, shell.run(command.split(" ")), shell::err);
    assertTrue(shell.err().contains(part), shell::err);
    assertEquals(1, shell.err().lines().count(), shell::err);
    return shell.err();
  }

  @Test
  void commandsWorkOnTheDatabaseWithOrWithoutServers() throws Exception {
    String database = TestPostgres.in(folder).toString();
    Shell shell = shell(database, "en");
    assertEquals(ExitCode.DONE, shell.run("owner", "create", "Ann"), shell::err);
    assertEquals(ExitCode.DONE, shell.run("key", "create", "Ann"), shell::err);
    assertEquals(
        ExitCode.DONE,
        shell.run("credit", "add", "Ann", "--usd", "10", "--reason", "r1"),
        shell::err);
    assertEquals(ExitCode.DONE, shell.run("doctor"), shell::err);
    assertEquals(ExitCode.USAGE, shell.run("backup"), shell::err);
    assertTrue(shell.err().contains("pg_dump"), shell::err);
    Shell restoring = shell(database, "en");
    assertEquals(ExitCode.USAGE, restoring.run("restore", "backup.zip"), restoring::err);
    assertTrue(restoring.err().contains("pg_restore"), restoring::err);
    try (RunningServer _ =
        RunningServer.start(folder.resolve("node"), Map.of("database", database))) {
      assertEquals(ExitCode.DONE, shell.run("owner", "list"), shell::err);
      assertEquals(ExitCode.DONE, shell.run("doctor"), shell::err);
    }
  }

  /** Whichever node the settings name: all take what stands in the database. */
  @Test
  void linkToTheConsoleIsGoodAtEveryNode() throws Exception {
    String database = TestPostgres.in(folder).toString();
    try (RunningServer node =
        RunningServer.start(folder.resolve("node"), Map.of("database", database))) {
      String address = node.address().toString();
      Shell shell =
          new Shell(
              folder,
              Map.of("AFTERGLOW_DATABASE", database, "AFTERGLOW_SERVER_PUBLIC_URL", address));
      assertEquals(ExitCode.DONE, shell.run("console", "--json"), shell::err);
      Matcher link = LINK.matcher(shell.out());
      assertTrue(link.find(), shell::out);
      assertTrue(link.group(1).startsWith(address + "/console"), shell::out);
      assertEquals(200, status(node, link.group(1).substring(address.length())));
    }
    Shell unnamed =
        new Shell(folder, Map.of("AFTERGLOW_DATABASE", database, "AFTERGLOW_SERVER_PORT", "0"));
    assertEquals(ExitCode.FAILED, unnamed.run("console"), unnamed::out);
  }

  @Test
  void databaseThatGoesAwayInTheMiddleOfACommandIsToldInASentence() {
    TestPostgres postgres = TestPostgres.fresh(false);
    try {
      postgres.start();
      postgres.execute("postgres", "create database lost");
      Shell first = shell(postgres.address("lost").toString(), "en");
      assertEquals(ExitCode.DONE, first.run("owner", "create", "Ann"), first::err);
      // Whoever writes an owner from now on is cut off, as by a restart.
      postgres.execute(
          "lost",
          "create function cut() returns trigger language plpgsql as"
              + " 'begin perform pg_terminate_backend(pg_backend_pid()); return new; end'");
      postgres.execute(
          "lost", "create trigger cut before insert on owner for each row execute function cut()");
      Shell shell = shell(postgres.address("lost").toString(), "en");
      assertEquals(ExitCode.FAILED, shell.run("owner", "create", "Bob"), shell::err);
      assertTrue(shell.err().contains("The database went away"), shell::err);
      assertEquals(1, shell.err().lines().count(), shell::err);
    } finally {
      postgres.remove();
    }
  }

  @Test
  void wholeInstallationIsMovedAndGoesOn() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    String film;
    try (ChaosVendor vendor = new ChaosVendor(Duration.ZERO)) {
      vendor.configure(data);
      try (RunningServer server = RunningServer.start(data)) {
        film = order(server);
        await(() -> shows(server, film, "completed"));
      }
      PostgresAddress target = TestPostgres.common().newDatabase();
      Shell shell = shell(target.toString(), "en");
      assertEquals(
          ExitCode.DONE,
          shell.run("migrate-data", "--from", "sqlite", "--to", "postgresql"),
          shell::err);
      assertTrue(shell.out().contains("Everything is moved"), shell.out());
      try (RunningServer moved = RunningServer.start(data, Map.of("database", target.toString()))) {
        assertTrue(shows(moved, film, "completed"));
        String next = order(moved);
        await(() -> shows(moved, next, "completed"));
        assertEquals(ExitCode.DONE, shell.run("doctor"), shell::err);
      }
      Shell again = shell(target.toString(), "en");
      assertEquals(
          ExitCode.FAILED, again.run("migrate-data", "--from", "sqlite", "--to", "postgresql"));
      assertTrue(again.err().contains("Name an empty one"), again::err);
    }
  }

  /** The database goes away and comes back; the server tells, and needs no help. */
  @Test
  void outageHealsByItself() throws Exception {
    TestPostgres postgres = TestPostgres.fresh(true);
    try {
      postgres.start();
      postgres.execute("postgres", "create database outage");
      try (ChaosVendor vendor = new ChaosVendor(Duration.ofSeconds(1))) {
        Path data = Files.createDirectories(folder.resolve("outage"));
        vendor.configure(data);
        try (RunningServer server =
            RunningServer.start(data, Map.of("database", postgres.address("outage").toString()))) {
          String before = order(server);
          postgres.crash();
          await(() -> status(server, "/readyz") == 503);
          assertEquals(503, status(server, "/v1/tasks/" + before));
          postgres.start();
          await(() -> status(server, "/readyz") == 200);
          awaitFilm(server, before);
          String after = order(server);
          awaitFilm(server, after);
          assertEquals(2, vendor.orders());
        }
      }
    } finally {
      postgres.remove();
    }
  }

  private static String order(RunningServer server) throws Exception {
    return FleetServersTest.order(server);
  }

  private static boolean shows(RunningServer server, String task, String state) {
    try {
      return server
          .get("/v1/tasks/" + task, RunningServer.KEY)
          .body()
          .contains("\"" + state + "\"");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int status(RunningServer server, String path) {
    try {
      return server.get(path, RunningServer.KEY).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitFilm(RunningServer server, String task) throws Exception {
    try {
      await(() -> shows(server, task, "completed"));
    } catch (AssertionError late) {
      throw new AssertionError(server.get("/v1/tasks/" + task, RunningServer.KEY).body(), late);
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it did not come to pass");
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}

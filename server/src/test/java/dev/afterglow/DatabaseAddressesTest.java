package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.sql.PostgresAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand in {@code database}, and what operators read about what may not. */
final class DatabaseAddressesTest {
  @TempDir Path folder;

  /** What the settings accept is what the database's own reader reads, and nothing else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ann@db/films",
        "postgres://ann:s3cret@db.example.com:6432/films?sslmode=require",
        "postgresql://ann:p%40ss%2Fw+rd@the_database/films",
        "postgresql://ann:s3cret#?^{}|%25@db/films",
        "postgresql://ann:@[::1]:5432/films?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        "postgresql://ann:s3cret@db:65535/films",
        "postgresql://ann:s3cret@db:65536/films",
        "postgresql://ann:s3cret@db:123456/films",
        "postgresql://ann:s3cret@db:0/films",
        "postgresql://ann:s3cret@db:/films",
        "postgresql://ann:s3cret%@db/films",
        "postgresql://ann:s3cret%zz@db/films",
        "postgresql://ann:se@cret@db/films",
        "postgresql://ann:sec/ret@db/films",
        "postgresql://:s3cret@db/films",
        "postgresql://db/films",
        "postgresql://ann:s3cret@db",
        "postgresql://ann:s3cret@db/films/more",
        "postgresql://ann:s3cret@db/films?sslmode=maybe",
        "postgresql://ann:s3cret@db/films?user=bob",
        "postgresql://ann:s3cret@db/films?sslmode",
        "postgresql://ann:s3cret@db/films#x",
        "postgresql://ann:s3cret@db one/films",
        "postgresql://ann:s3cret@db,other/films",
        "mysql://ann:s3cret@db/films"
      })
  void settingsAcceptWhatCanBeRead(String address) {
    Shell shell = new Shell(folder, Map.of("AFTERGLOW_DATABASE", address));
    int code = shell.run("check-config");
    assertEquals(isRead(address) ? ExitCode.DONE : ExitCode.USAGE, code, shell::err);
    assertFalse((shell.out() + shell.err()).contains("s3cret"), shell::err);
    if (code == ExitCode.USAGE) {
      assertEquals(1, shell.err().lines().count(), shell::err);
    }
  }

  private static boolean isRead(String address) {
    try {
      PostgresAddress.parse(address);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  @Test
  void passwordFileIsReadBesideTheSettingsAndRefusedInASentence() throws IOException {
    Path config = Files.createDirectories(folder.resolve("etc")).resolve("afterglow.yaml");
    Files.writeString(
        config,
        """
        database: postgresql://ann@127.0.0.1:1/films
        database-password-file: db.password
        """);
    assertRefused("db.password is missing", "check-config", "--config=" + config);
    assertRefused("db.password is missing", "serve", "--config=" + config);
    Files.writeString(config.resolveSibling("db.password"), "two\nlines\n");
    assertRefused("does not hold one line", "check-config", "--config=" + config);
    Files.writeString(config.resolveSibling("db.password"), "s3cret\n");
    Shell shell = new Shell(folder);
    assertEquals(ExitCode.DONE, shell.run("check-config", "--config=" + config), shell::err);
    assertFalse(shell.out().contains("s3cret"), shell.out());
    assertRefused("nobody answers there", "serve", "--config=" + config);
  }

  @Test
  void onePasswordTooManyIsTold() throws IOException {
    Path config = folder.resolve("afterglow.yaml");
    Files.writeString(folder.resolve("db.password"), "s3cret");
    Files.writeString(
        config,
        """
        database: postgresql://ann:other@db/films
        database-password-file: db.password
        """);
    assertRefused("leave the password out of database", "check-config");
    Files.writeString(config, "database-password-file: db.password\n");
    assertRefused("says nothing without database", "check-config");
  }

  private void assertRefused(String part, String... words) {
    Shell shell = new Shell(folder, Map.of("LANGUAGE", "en"));
    assertEquals(ExitCode.USAGE, shell.run(words), shell::err);
    assertTrue(shell.err().contains(part), shell::err);
    assertEquals(1, shell.err().lines().count(), shell::err);
    assertFalse(shell.err().contains("s3cret"), shell::err);
  }
}

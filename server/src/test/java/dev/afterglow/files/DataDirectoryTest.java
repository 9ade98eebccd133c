package dev.afterglow.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class DataDirectoryTest {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  @TempDir Path folder;

  @Test
  void newDirectoryIsItsOwnersAlone() throws IOException {
    DataDirectory made = DataDirectory.open(folder.resolve("a/data"));
    assertEquals(OWNERS, Files.getPosixFilePermissions(made.root()));
    assertEquals(made, DataDirectory.open(folder.resolve("a/data")));
  }

  @Test
  void nothingPrivateIsOpenToOthersInADirectoryThatWasThereBefore() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    DataDirectory directory = DataDirectory.open(folder);
    try (Database _ = Database.sqlite(directory.database());
        var inside = Files.list(folder)) {
      for (Path file : inside.toList()) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        boolean lock = file.endsWith("afterglow.lock");
        assertTrue(lock || OWNERS.containsAll(permissions), file + " " + permissions);
      }
    }
  }
}

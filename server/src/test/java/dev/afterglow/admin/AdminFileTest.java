package dev.afterglow.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminFileTest {
  private static final AdminFile FILE = new AdminFile(4_711, "A".repeat(43));

  @TempDir Path data;

  @Test
  void whatIsWrittenIsRead() throws Exception {
    assertEquals(Optional.empty(), AdminFile.read(data));
    FILE.write(data);
    assertEquals(Optional.of(FILE), AdminFile.read(data));
  }

  @Test
  void onlyItsOwnerMayReadIt() throws Exception {
    FILE.write(data);
    try (var files = Files.list(data)) {
      Path only = files.findFirst().orElseThrow();
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(only)));
    }
  }

  @Test
  void aServerRemovesNoOtherServersFile() throws Exception {
    AdminFile other = new AdminFile(4_712, "B".repeat(43));
    other.write(data);
    FILE.remove(data);
    assertEquals(Optional.of(other), AdminFile.read(data));
    other.remove(data);
    assertEquals(Optional.empty(), AdminFile.read(data));
  }

  @Test
  void itsTextKeepsTheToken() {
    assertFalse(FILE.toString().contains(FILE.token()));
  }
}

package dev.afterglow.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DiskSpaceTest {
  @ParameterizedTest
  @CsvSource({"2000, AMPLE", "1999, TIGHT", "1000, TIGHT", "999, NONE", "0, NONE"})
  void uploadsStopFirst(long usable, DiskSpace.Room room) {
    assertEquals(room, new DiskSpace(() -> usable, 1_000).room());
  }

  @Test
  void withoutAFloorThereIsAlwaysRoom() {
    assertEquals(DiskSpace.Room.AMPLE, new DiskSpace(() -> 0, 0).room());
    assertEquals(DiskSpace.Room.AMPLE, DiskSpace.endless().room());
  }

  @Test
  void diskThatDoesNotAnswerHasNoRoom() {
    DiskSpace gone =
        new DiskSpace(
            () -> {
              throw new IOException("gone");
            },
            0);
    assertEquals(DiskSpace.Room.NONE, gone.room());
  }

  @Test
  void realDiskIsAsked(@TempDir Path folder) throws IOException {
    assertTrue(DiskSpace.of(folder, 1).usableBytes() > 0);
  }

  @Test
  void fullDiskIsToldFromOtherFaults() {
    assertTrue(DiskSpace.isFull(new IllegalStateException(new SQLException("full", "", 13))));
    assertTrue(
        DiskSpace.isFull(
            new UncheckedIOException(
                new FileSystemException("a", "b", "No space left on device"))));
    assertFalse(DiskSpace.isFull(new SQLException("busy", "", 5)));
    assertFalse(DiskSpace.isFull(new IOException()));
    assertFalse(DiskSpace.isFull(new IllegalStateException("No space left on device")));
  }
}

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
  @CsvSource({
    "20000000, AMPLE, true",
    "19999999, TIGHT, true",
    "10000000, TIGHT, true",
    "9999999, NONE, false",
    "1048576, NONE, false",
    "1048575, FULL, false",
    "0, FULL, false"
  })
  void uploadsStopFirstAndWhatHasToBeKeptLast(long usable, DiskSpace.Room room, boolean tasks) {
    assertEquals(room, new DiskSpace(() -> usable, 10_000_000).room());
    assertEquals(tasks, room.takesTasks());
  }

  @Test
  void withoutAFloorThereIsRoomUntilTheDiskIsFull() {
    assertEquals(DiskSpace.Room.AMPLE, new DiskSpace(() -> 1 << 20, 0).room());
    assertEquals(DiskSpace.Room.FULL, new DiskSpace(() -> (1 << 20) - 1, 0).room());
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

package dev.afterglow.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class DurableFilesTest {
  @TempDir Path folder;

  @Test
  void aFileIsReplacedAndItsOwnersAlone() throws IOException {
    Path file = folder.resolve("secret");
    Files.writeString(file, "old");
    Files.writeString(folder.resolve("secret.new"), "left behind by a crash");
    DurableFiles.replace(file, "new".getBytes(UTF_8));
    assertEquals("new", Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of(file), files());
  }

  @Test
  void aLinkInTheDraftsPlaceIsNotWrittenThrough() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "untouched");
    Files.createSymbolicLink(folder.resolve("secret.new"), elsewhere);
    DurableFiles.replace(folder.resolve("secret"), "new".getBytes(UTF_8));
    assertEquals("untouched", Files.readString(elsewhere));
  }

  @Test
  void aWrittenFileMovesToItsPlace() throws IOException {
    Path written = Files.writeString(folder.resolve("part"), "film");
    Path place = Files.createDirectory(folder.resolve("films")).resolve("film");
    DurableFiles.move(written, place);
    assertEquals("film", Files.readString(place));
    assertTrue(Files.notExists(written));
    assertThrows(IOException.class, () -> DurableFiles.move(written, place));
    assertEquals("film", Files.readString(place));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}

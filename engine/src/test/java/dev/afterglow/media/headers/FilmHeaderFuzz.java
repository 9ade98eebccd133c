package dev.afterglow.media.headers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What must hold of {@link FilmHeader#read} for any bytes at all; driven by {@code fuzz/run}. */
public final class FilmHeaderFuzz {
  private FilmHeaderFuzz() {}

  /** Called by the fuzzer with each input. Returning is enough: it neither throws nor hangs. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Path file = Files.createTempFile("film", ".mp4");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Files.write(file, input);
      FilmHeader.read(channel);
    } finally {
      Files.delete(file);
    }
  }
}

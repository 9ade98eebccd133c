package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.afterglow.http.multipart.MultipartFuzz;
import dev.afterglow.media.headers.FilmHeaderFuzz;
import dev.afterglow.media.headers.ImageHeaderFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Replays every seed of the fuzzer, and with them every input that once failed. */
class FuzzSeedsTest {
  private interface Target {
    void run(byte[] input) throws IOException;
  }

  private static final Path IMAGES =
      Path.of("engine/src/test/resources/dev/afterglow/media/headers");
  private static final Path SEEDS = Path.of("fuzz/seeds");

  @Test
  void everySeedStillEndsInAnAnswer() throws IOException {
    Map<String, Target> targets =
        Map.of(
            "image-header", ImageHeaderFuzz::fuzzerTestOneInput,
            "film-header", FilmHeaderFuzz::fuzzerTestOneInput,
            "multipart", MultipartFuzz::fuzzerTestOneInput);
    for (Map.Entry<String, Target> target : targets.entrySet()) {
      List<Path> seeds = files(SEEDS.resolve(target.getKey()));
      assertFalse(seeds.isEmpty(), target.getKey());
      for (Path seed : seeds) {
        target.getValue().run(Files.readAllBytes(seed));
      }
    }
    for (Path image : files(IMAGES)) {
      ImageHeaderFuzz.fuzzerTestOneInput(Files.readAllBytes(image));
      FilmHeaderFuzz.fuzzerTestOneInput(Files.readAllBytes(image));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}

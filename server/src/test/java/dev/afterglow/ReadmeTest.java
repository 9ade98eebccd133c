package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked for can be read about. */
final class ReadmeTest {
  private static final String VERSION = "/v1/";

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md"})
  void everyRequestOfTheApiIsInTheReadme(Path readme) throws Exception {
    String text = Files.readString(readme);
    try (RunningServer server = RunningServer.start(data)) {
      List<String> requests =
          server.server().routes().stream()
              .filter(route -> route.path().toString().startsWith(VERSION))
              .map(route -> "`" + route.method() + " " + route.path())
              .toList();
      assertTrue(requests.size() > 10, requests::toString);
      assertEquals(
          List.of(), requests.stream().filter(request -> !text.contains(request)).toList());
    }
  }
}

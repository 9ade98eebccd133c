package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The four marks of Google's Lighthouse, each 95 or more. Runs where {@code TEST_LIGHTHOUSE} names
 * the folder into which it was installed.
 */
final class LighthouseTest {
  @TempDir Path folder;

  @Test
  void everyMarkIsNinetyFiveOrMore() throws Exception {
    String tools = System.getenv("TEST_LIGHTHOUSE");
    assumeTrue(tools != null && Files.isDirectory(Path.of(tools)), "there is no Lighthouse here");
    try (RunningServer server =
        RunningServer.start(folder.resolve("data"), Map.of("limits.open-per-address", "1000000"))) {
      ConsoleVisitor visitor = new ConsoleVisitor(server.address());
      Shell shell = new Shell(folder);
      assertEquals(0, shell.run("console", "--json"), shell.err());
      String link = JsonMapper.shared().readTree(shell.out()).path("link").asString();
      String token = URI.create(link).getRawQuery().replaceFirst("token=", "");
      visitor.post("/console/enter", "token", token);
      Path out = folder.resolve("out");
      ProcessBuilder measure =
          new ProcessBuilder(
                  "node",
                  "scripts/lighthouse.mjs",
                  server.address() + "/",
                  server.address() + "/console/play")
              .redirectErrorStream(true)
              .redirectOutput(out.toFile());
      measure
          .environment()
          .putAll(
              Map.of(
                  "TOOLS", tools, "COOKIE", visitor.cookie(), "CHROME_PATH", "/usr/bin/chromium"));
      Process running = measure.start();
      boolean ended = running.waitFor(10, TimeUnit.MINUTES);
      running.destroy();
      String said = Files.readString(out, StandardCharsets.UTF_8);
      assertTrue(ended, said);
      assertEquals(0, running.exitValue(), said);
    }
  }
}

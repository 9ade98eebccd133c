package dev.afterglow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ServeCommandTest {
  @Test
  void theNextLinkIsHadByACommandThatCanBeEntered() {
    assertEquals("./afterglow console", command("./afterglow", "", "./data"));
    assertEquals("./afterglow console", command("./afterglow", "", "data"));
    assertEquals(
        "/opt/afterglow/bin/afterglow console --data /var/lib/afterglow",
        command("/opt/afterglow/bin/afterglow", "", "/var/lib/afterglow"));
    assertEquals(
        "../a/afterglow console --config my.yaml --data 'my films'",
        command("../a/afterglow", "my.yaml", "my films"));
  }

  private static String command(String launcher, String config, String data) {
    return ServeCommand.consoleCommand(
        launcher, Optional.of(config).filter(file -> !file.isEmpty()).map(Path::of), Path.of(data));
  }
}

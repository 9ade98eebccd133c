package dev.afterglow;

import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.config.Environment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The command line in this process, in a working directory and an environment of its own. */
final class Shell {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Environment around;

  Shell(Path workingDirectory) {
    this(workingDirectory, Map.of());
  }

  Shell(Path workingDirectory, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.putIfAbsent(
        "AFTERGLOW_DATA_DIRECTORY", workingDirectory.resolve("data").toString());
    around =
        new Environment(
            InstantSource.system(),
            System::nanoTime,
            new SecureRandom(),
            environment,
            workingDirectory);
  }

  /** Runs a command to its end and answers its exit code. */
  int run(String... command) {
    return Main.commandLine(around, new Terminal(stream(out), stream(err), false)).execute(command);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}

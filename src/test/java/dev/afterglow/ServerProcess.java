package dev.afterglow;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server in a process of its own, which can be killed like any other. */
final class ServerProcess implements AutoCloseable {
  static final String KEY = "sk-" + "killed-again-and-again-0123456789";

  private static final String READY = "afterglow is listening on ";
  private static final String CONFIG =
      """
      tasks:
        waiting-per-owner: 1000000
        waiting-in-all: 1000000
      bootstrap:
        credit: 100000
      """;

  private final Process process;
  private final URI address;

  private ServerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts a server over this data directory and waits until it listens. */
  static ServerProcess start(Path folder, Path data) throws IOException {
    Path config = folder.resolve("afterglow.yaml");
    Files.writeString(config, CONFIG);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--config",
            config.toString(),
            "--port",
            "0",
            "--data",
            data.toString());
    builder.environment().put("AFTERGLOW_BOOTSTRAP_KEY", KEY);
    builder.redirectError(folder.resolve("server.log").toFile());
    Process process = builder.start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    if (line == null || !line.startsWith(READY)) {
      process.destroyForcibly();
      throw new IOException(
          "no server: " + line + "\n" + Files.readString(folder.resolve("server.log")));
    }
    return new ServerProcess(process, URI.create(line.substring(READY.length())));
  }

  URI address() {
    return address;
  }

  /** As kill -9: no farewell, nothing flushed. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

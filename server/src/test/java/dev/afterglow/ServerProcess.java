package dev.afterglow;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which can be killed like any other. */
final class ServerProcess implements AutoCloseable {
  static final String KEY = "sk-" + "killed-again-and-again-0123456789";

  /** Where the server's standard error goes, in the test's folder. */
  static final String LOG = "server.log";

  /** A file of the test's folder whose settings are added to the usual ones. */
  static final String MORE = "more.yaml";

  private static final String READY = " http://"; // before the last word, in every language
  private static final String CONFIG =
      """
      tasks:
        waiting-per-owner: 1000000
        waiting-in-all: 1000000
      limits:
        per-key: 10000000
        per-owner: 10000000
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
    return start(folder, data, Map.of());
  }

  /**
   * @param variables settings by their environment variables; they beat the file
   */
  static ServerProcess start(Path folder, Path data, Map<String, String> variables)
      throws IOException {
    Path log = folder.resolve(LOG);
    Process process =
        builder(folder, data, variables).redirectError(Redirect.appendTo(log.toFile())).start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    if (line == null || !line.contains(READY)) {
      process.destroyForcibly();
      throw new IOException("no server: " + line + "\n" + Files.readString(log));
    }
    return new ServerProcess(process, URI.create(line.substring(line.lastIndexOf(' ') + 1)));
  }

  /** The command, not yet started. */
  static ProcessBuilder builder(Path folder, Path data, Map<String, String> variables)
      throws IOException {
    Path config = folder.resolve("afterglow.yaml");
    Path more = folder.resolve(MORE);
    Files.writeString(config, CONFIG + (Files.exists(more) ? Files.readString(more) : ""));
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
    builder.environment().putAll(variables);
    return builder;
  }

  URI address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  /** SIGTERM. Not {@link Process#destroy}, which closes its output as well. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the server still runs");
    }
    return process.exitValue();
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

package dev.afterglow;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One node of a fleet in a process of its own, which can be killed, stopped and started again. */
final class NodeProcess implements AutoCloseable {
  private static final String READY = " http://";

  private final Path folder;
  private final String name;
  private final String config;
  private Optional<Process> process = Optional.empty();
  private volatile Optional<URI> address = Optional.empty();
  private int port;

  /**
   * @param folder where its data, its log and its settings are
   * @param config the settings that all nodes have
   */
  NodeProcess(Path folder, String name, String config) {
    this.folder = folder;
    this.name = name;
    this.config = config;
  }

  /** Where it listens; empty while it does not run. */
  Optional<URI> address() {
    return address;
  }

  String name() {
    return name;
  }

  boolean runs() {
    return process.isPresent() && process.get().isAlive();
  }

  /** Starts it; true if it listens in the end. */
  boolean start() throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.writeString(home.resolve("afterglow.yaml"), config);
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--config",
                home.resolve("afterglow.yaml").toString(),
                "--port",
                Integer.toString(port),
                "--data",
                home.resolve("data").toString()));
    builder.environment().put("AFTERGLOW_BOOTSTRAP_KEY", ServerProcess.KEY);
    builder.environment().put("LANGUAGE", "en");
    Process started =
        builder.redirectError(Redirect.appendTo(home.resolve("log").toFile())).start();
    process = Optional.of(started);
    BufferedReader output = started.inputReader();
    String line = output.readLine();
    if (line == null || !line.contains(READY)) {
      started.destroyForcibly();
      return false;
    }
    URI listening = URI.create(line.substring(line.lastIndexOf(' ') + 1));
    port = listening.getPort(); // clients find it where it was
    address = Optional.of(listening);
    return true;
  }

  /** kill -9. */
  void kill() {
    address = Optional.empty();
    process.ifPresent(Process::destroyForcibly);
    process.ifPresent(ended -> ended.onExit().join());
  }

  /** SIGTERM, as an operator stops it. */
  void terminate() throws InterruptedException {
    address = Optional.empty();
    if (process.isPresent()) {
      process.get().toHandle().destroy();
      if (!process.get().waitFor(60, TimeUnit.SECONDS)) {
        kill();
      }
    }
  }

  /** SIGSTOP or SIGCONT. */
  void signal(String signal) throws IOException, InterruptedException {
    if (runs()) {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.orElseThrow().pid()))
          .start()
          .waitFor();
    }
  }

  /** What it has logged. */
  String log() throws IOException {
    Path file = folder.resolve(name).resolve("log");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Override
  public void close() {
    kill();
  }
}

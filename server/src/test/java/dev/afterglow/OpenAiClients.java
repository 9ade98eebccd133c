package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** OpenAI's own clients against a server of a test, with nothing but their base URL changed. */
final class OpenAiClients {
  /**
   * How long a client may take for all that it does. Films are drawn in the background, and get
   * what other programs leave: on a busy machine a dozen of them take their time.
   */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  private OpenAiClients() {}

  /** The client for Java. */
  static OpenAIClient java(RunningServer server) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(server.address() + "/v1")
        .apiKey(RunningServer.KEY)
        .build();
  }

  /**
   * The folder that a variable of the environment names; without it the test is left out.
   *
   * @param inside what has to be there
   */
  static Path installed(String variable, String inside) {
    String named = System.getenv().getOrDefault(variable, "");
    assumeTrue(!named.isEmpty(), variable + " names no folder");
    Path packages = Path.of(named);
    assertTrue(Files.isDirectory(packages.resolve(inside)), variable + " names an empty folder");
    return packages;
  }

  /** Lets scripts in a folder find the packages for Node that a variable names. */
  static void linkNodePackages(Path folder, String variable, String inside) throws IOException {
    Path packages = installed(variable, "node_modules/" + inside);
    Files.createSymbolicLink(
        folder.resolve("node_modules"), packages.resolve("node_modules").toAbsolutePath());
  }

  /**
   * Runs a script of the test's resources, whose last word has to be {@code done}.
   *
   * @param folder where it runs
   * @param more variables of its environment
   */
  static void run(
      RunningServer server, Path folder, Map<String, String> more, String program, String script)
      throws IOException, InterruptedException {
    try (InputStream text =
        OpenAiClients.class.getResourceAsStream("/dev/afterglow/openai/" + script)) {
      Files.copy(text, folder.resolve(script));
    }
    ProcessBuilder builder =
        new ProcessBuilder(program, script).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("OPENAI_BASE_URL", server.address() + "/v1");
    builder.environment().put("OPENAI_API_KEY", RunningServer.KEY);
    builder.environment().put("PYTHONPATH", System.getenv().getOrDefault("TEST_OPENAI_PYTHON", ""));
    builder.environment().putAll(more);
    Process process = builder.start();
    process.getOutputStream().close();
    var _ =
        process
            .onExit()
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .exceptionally(_ -> process.destroyForcibly());
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.strip().endsWith("done"), output);
  }
}

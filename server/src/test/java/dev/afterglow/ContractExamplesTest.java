package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The contract's own request examples, each run by its language as it stands: only host, key and
 * the address of the image are replaced. A language that this machine does not have is skipped.
 */
final class ContractExamplesTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final String IMAGE = "https://cdn\\.apimart\\.ai/[^\"' ]+\\.png";

  @TempDir static Path data;
  private static HttpServer images;
  private static RunningServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    byte[] image;
    try (InputStream file =
        ContractExamplesTest.class.getResourceAsStream("/dev/afterglow/media/headers/ffmpeg.png")) {
      image = file.readAllBytes();
    }
    images = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    images.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, image.length);
          exchange.getResponseBody().write(image);
          exchange.close();
        });
    images.start();
    server =
        RunningServer.start(
            data,
            Map.of(
                "images.allowed-networks",
                "127.0.0.0/8",
                "images.allowed-ports",
                Integer.toString(images.getAddress().getPort())));
  }

  @AfterAll
  static void stop() {
    server.close();
    images.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "curl.sh, bash, curl --version",
    "python.py, python3, python3 -c 'import requests'",
    "javascript.mjs, node, node --version",
    "go.go, go run, go version",
    "Main.java, java, true",
    "php.php, php, php -r 'exit(function_exists(\"curl_init\") ? 0 : 1);'",
    "c.c, ./compile-and-run, echo '#include <curl/curl.h>' | cc -E - "
  })
  void exampleRunsAsItStands(String file, String runner, String available) throws Exception {
    assumeTrue(run("bash", "-c", available).code() == 0, runner + " is not here");
    Files.writeString(folder.resolve(file), example(file), StandardCharsets.UTF_8);
    String command =
        switch (runner) {
          case "java" -> JAVA + " " + file;
          case "./compile-and-run" -> "cc " + file + " -o example -lcurl && ./example";
          default -> runner + " " + file;
        };
    Result result = run("bash", "-c", command);
    assertEquals(0, result.code(), result.output());
    String answer = result.output().replaceAll("[\\s'\"]", "");
    assertTrue(
        answer.matches("(?s).*code:200,data:\\[\\{status:submitted,task_id:task_[0-9A-Z]{26}}]}.*"),
        result.output());
  }

  private static String example(String file) throws IOException {
    try (InputStream text =
        ContractExamplesTest.class.getResourceAsStream("/dev/afterglow/contract/" + file)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .replace("https://xcompute.us", server.address().toString())
          .replace("<token>", RunningServer.KEY)
          .replaceAll(IMAGE, "http://127.0.0.1:" + images.getAddress().getPort() + "/image.png");
    }
  }

  private record Result(int code, String output) {}

  private Result run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it does not end");
    return new Result(process.exitValue(), output);
  }
}

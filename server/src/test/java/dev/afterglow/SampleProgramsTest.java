package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our own samples, each run by its language as it stands in {@code docs/samples}: only the address
 * of the server is replaced. A language that this machine does not have is skipped by name.
 */
final class SampleProgramsTest {
  private static final Path SAMPLES = Path.of("docs/samples");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Pattern TASK = Pattern.compile("task_[0-9A-Z]{26}");

  @TempDir static Path data;
  private static RunningServer server;

  /** A task whose film is there. */
  private static String done;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = RunningServer.start(data, Map.of("tasks.running-per-key", "1"));
    done = post("/v1/videos/generations", "{\"model\": \"sora-2\", \"prompt\": \"fog\"}");
    String status = "";
    for (int asked = 0; asked < 12 && !status.equals("completed"); asked++) {
      String task = server.get("/v1/tasks/" + done + "?wait=60", RunningServer.KEY).body();
      status = JsonMapper.shared().readTree(task).at("/data/status").asString();
    }
    assertEquals("completed", status);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "curl, sh, bash, curl --version",
    "python, py, python3, python3 -c 'import requests'",
    "js, mjs, node, node --version",
    "go, go, go run, go version",
    "java, java, java, true",
    "php, php, php, php -r 'exit(function_exists(\"curl_init\") ? 0 : 1);'",
    "ruby, rb, ruby, ruby -rnet/http -rjson -e 1",
    "c, c, cc, echo '#include <curl/curl.h>' | cc -E - ",
    "r, R, Rscript, Rscript -e 'library(httr2); library(jsonlite)'",
    "dart, dart, dart run, false",
    "swift, swift, swift, false",
    "csharp, cs, dotnet run, false",
    "objectivec, m, clang, false",
    "ocaml, ml, ocamlfind, ocamlfind query cohttp-lwt-unix yojson"
  })
  void samplesOfALanguageRunAsTheyStand(
      String language, String ending, String runner, String available) throws Exception {
    boolean here = run("bash", "-c", available).code() == 0;
    if (!here) {
      System.getLogger(SampleProgramsTest.class.getName())
          .log(System.Logger.Level.WARNING, "not tried: the samples in " + language);
    }
    assumeTrue(here, "no " + runner + " here for the samples in " + language);

    String created = output(language, "create", ending, runner, "");
    Matcher task = TASK.matcher(created);
    assertTrue(task.find(), created);
    post("/v1/tasks/" + task.group() + "/cancel", "{}");

    String waited = output(language, "wait", ending, runner, done);
    assertTrue(waited.contains("completed"), waited);
    byte[] film = Files.readAllBytes(folder.resolve("film.mp4"));
    assertEquals("ftyp", new String(film, 4, 4, StandardCharsets.US_ASCII), waited);

    String balance = output(language, "balance", ending, runner, "");
    assertTrue(balance.matches("(?s).*\\d+\\.?\\d*.*"), balance);
  }

  /** A program of a language; its output, if it ends well. */
  private String output(String language, String call, String ending, String runner, String argument)
      throws Exception {
    boolean aClass = language.equals("java");
    String name = aClass ? Character.toUpperCase(call.charAt(0)) + call.substring(1) : call;
    String file = name + "." + ending;
    String code =
        Files.readString(SAMPLES.resolve(language).resolve(file))
            .replace("http://127.0.0.1:8080", server.address().toString());
    Files.writeString(folder.resolve(file), code);
    String command =
        switch (runner) {
          case "java" -> JAVA + " " + file;
          case "cc" -> "cc -Wall -Werror " + file + " -o " + call + " -lcurl && ./" + call;
          case "ocamlfind" ->
              "ocamlfind ocamlopt -thread -package cohttp-lwt-unix,yojson -linkpkg "
                  + file
                  + (" -o " + call + " && ./" + call);
          default -> runner + " " + file;
        };
    Result result = run("bash", "-c", command + " " + argument);
    assertEquals(0, result.code(), result.output());
    return result.output();
  }

  private record Result(int code, String output) {}

  private Result run(String... command) throws IOException, InterruptedException {
    ProcessBuilder program =
        new ProcessBuilder(List.of(command)).directory(folder.toFile()).redirectErrorStream(true);
    program.environment().put("AFTERGLOW_KEY", RunningServer.KEY);
    Process process = program.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(180, TimeUnit.SECONDS), "it does not end");
    return new Result(process.exitValue(), output);
  }

  /** The task in the answer to a request. */
  private static String post(String path, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(server.address() + path))
                  .header("Authorization", "Bearer " + RunningServer.KEY)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
      Matcher task = TASK.matcher(answer.body());
      assertTrue(task.find(), answer.body());
      return task.group();
    }
  }
}

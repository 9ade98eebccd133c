package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that speak HTTP/1.0, as they are: nginx, HAProxy, {@code ab} and curl. What is not
 * installed is skipped.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OldPeersTest {
  private static final Pattern TASK = Pattern.compile("\"task_id\":\"(task_[^\"]+)\"");
  private static final Pattern LINK = Pattern.compile("\"(http://[^\"]+/v/[^\"]+)\"");
  private static final String CREATE =
      "{\"model\":\"sora-2\",\"prompt\":\"flowing abstract light\",\"duration\":4}";

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private RunningServer server;

  @BeforeEach
  void serve() throws Exception {
    server = RunningServer.start(folder.resolve("data"));
  }

  @AfterEach
  void stop() throws Exception {
    for (Process process : started) {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    server.close();
  }

  @Test
  void aFilmIsMadeAndFetchedThroughAnNginxThatSpeaksTheOldProtocol() throws Exception {
    installed("nginx", "nginx");
    installed("curl", "curl");
    int port = freePort();
    String config =
        """
        daemon off; master_process off; pid %1/pid; error_log %1/error.log;
        events { worker_connections 64; }
        http {
          access_log off; client_body_temp_path %1/body; proxy_temp_path %1/proxy;
          fastcgi_temp_path %1/fastcgi; uwsgi_temp_path %1/uwsgi; scgi_temp_path %1/scgi;
          client_max_body_size 64m;
          server {
            listen 127.0.0.1:%2;
            location / {
              proxy_pass http://%3; proxy_http_version 1.0; proxy_set_header Host $http_host;
            }
          }
        }
        """;
    Path file = write("nginx.conf", config, port);
    start("nginx", "-p", folder.toString(), "-c", file.toString(), "-e", folder + "/first.log");
    String proxy = "http://127.0.0.1:" + port;
    answers(proxy + "/healthz");
    filmFrom(proxy);
    assertEquals("404", status("curl", "-s", proxy + "/v1/none"));
    String create = proxy + "/v1/videos/generations";
    String json = "Content-Type: application/json";
    assertEquals("413", status("curl", "-s", "-H", json, "--data-binary", "@" + big(), create));
  }

  @Test
  void aFilmIsMadeAndFetchedByCurlInTheOldProtocol() throws Exception {
    installed("curl", "curl");
    filmFrom(server.address().toString(), "-0");
  }

  @Test
  void haproxysChecksFindTheServerWellAsTheyComeAndAsTheyAreConfigured() throws Exception {
    installed("haproxy", "haproxy");
    installed("curl", "curl");
    int port = freePort();
    String config =
        """
        defaults
          mode http
          timeout connect 5s
          timeout client 30s
          timeout server 30s
          default-server inter 100ms
        frontend in
          bind 127.0.0.1:%2
          stats enable
          stats uri /stats
          use_backend ready if { path /readyz }
          default_backend plain
        backend plain
          option httpchk
          server one %3 check
        backend ready
          option httpchk
          http-check send meth GET uri /readyz
          http-check expect status 200
          server two %3 check
        backend newer
          option httpchk GET /healthz HTTP/1.1
          http-check send hdr Host probe.example
          server three %3 check
        """;
    start("haproxy", "-db", "-f", write("haproxy.cfg", config, port).toString());
    String proxy = "http://127.0.0.1:" + port;
    answers(proxy + "/stats;csv");
    String report = run("curl", "-s", proxy + "/stats;csv");
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (report.split("L7OK", -1).length < 4 && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      report = run("curl", "-s", proxy + "/stats;csv");
    }
    String told = report;
    assertEquals(4, report.split("L7OK", -1).length, () -> "three servers that are well: " + told);
    assertEquals("200", status("curl", "-s", proxy + "/readyz"));
    assertEquals("200", status("curl", "-s", proxy + "/v1/models"));
  }

  @Test
  void abFindsNothingAmiss() throws Exception {
    installed("ab", "apache2-utils");
    for (List<String> way : List.of(List.<String>of(), List.of("-k"))) {
      List<String> command = new ArrayList<>(List.of("ab", "-n", "300", "-c", "10", "-s", "60"));
      command.addAll(way);
      command.addAll(List.of("-H", "Authorization: Bearer " + RunningServer.KEY));
      command.add(server.address() + "/v1/models");
      String report = run(command.toArray(String[]::new));
      assertTrue(report.matches("(?s).*Complete requests: +300\n.*"), report);
      assertTrue(report.matches("(?s).*Failed requests: +0\n.*"), report);
      assertFalse(report.contains("Non-2xx"), report);
    }
  }

  /** Orders a film, waits for it and fetches it, all under this address. */
  private void filmFrom(String base, String... more) throws Exception {
    String order = ask(base + "/v1/videos/generations", "-d", CREATE, more);
    Matcher task = TASK.matcher(order);
    assertTrue(task.find(), order);
    String answer = "";
    Matcher link = LINK.matcher(answer);
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!link.reset(answer).find() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos()); // as a client polls
      answer = ask(base + "/v1/tasks/" + task.group(1), "-H", "Accept: */*", more);
    }
    assertTrue(link.reset(answer).find(), answer);
    assertTrue(link.group(1).startsWith(base), link.group(1) + " leads where " + base + " asked");
    Path film = folder.resolve("fetched.mp4");
    List<String> fetch = new ArrayList<>(List.of("curl", "-s", "-o", film.toString()));
    fetch.addAll(List.of(more));
    fetch.add(link.group(1));
    run(fetch.toArray(String[]::new));
    try (Stream<Path> kept = Files.walk(folder.resolve("data/videos"))) {
      Path original =
          kept.filter(file -> file.endsWith(task.group(1) + ".mp4")).findFirst().orElseThrow();
      assertEquals(-1, Files.mismatch(original, film), "the film arrived whole");
    }
  }

  private String ask(String url, String flag, String value, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "curl",
                "-s",
                "-H",
                "Authorization: Bearer " + RunningServer.KEY,
                "-H",
                "Content-Type: application/json",
                flag,
                value));
    command.addAll(List.of(more));
    command.add(url);
    return run(command.toArray(String[]::new));
  }

  private String status(String... command) throws Exception {
    List<String> whole = new ArrayList<>(List.of(command));
    whole.addAll(
        1,
        List.of(
            "-o",
            "/dev/null",
            "-w",
            "%{http_code}",
            "-H",
            "Authorization: Bearer " + RunningServer.KEY));
    return run(whole.toArray(String[]::new));
  }

  /** A body beyond what any create may have. */
  private Path big() throws IOException {
    return Files.write(folder.resolve("big"), new byte[17 << 20]);
  }

  private Path write(String name, String config, int port) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        config
            .replace("%1", folder.toString())
            .replace("%2", Integer.toString(port))
            .replace("%3", server.address().getAuthority()));
  }

  private static void installed(String program, String debianPackage) {
    boolean here =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    boolean inSbin = Files.isExecutable(Path.of("/usr/sbin", program));
    assumeTrue(here || inSbin, program + " is not installed (Debian: " + debianPackage + ")");
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return any.getLocalPort();
    }
  }

  private static void answers(String url) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    String code = "000";
    while (!code.equals("200") && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      code = run("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", url);
    }
    assertEquals("200", code, url);
  }

  private void start(String... command) throws IOException {
    started.add(process(command).redirectOutput(folder.resolve("log").toFile()).start());
  }

  private static String run(String... command) throws Exception {
    Process process = process(command).start();
    byte[] said = process.getInputStream().readAllBytes();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> command[0] + " does not end");
    return new String(said, StandardCharsets.UTF_8);
  }

  /** Servers lie where the paths of users do not lead. */
  private static ProcessBuilder process(String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    Path server = Path.of("/usr/sbin", command[0]);
    if (Files.isExecutable(server)) {
      words.set(0, server.toString());
    }
    return new ProcessBuilder(words).redirectErrorStream(true);
  }
}

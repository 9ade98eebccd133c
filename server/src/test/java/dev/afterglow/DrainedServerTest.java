package dev.afterglow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.client.FilmClient;
import dev.afterglow.client.FilmOrder;
import dev.afterglow.client.FilmTask;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real server gets SIGTERM while a film is being drawn, clients submit, and one of them is in
 * the middle of its request.
 */
class DrainedServerTest {
  private static final int SIGTERM_EXIT = 143;
  private static final int CLIENTS = 16;
  private static final String BODY =
      "{\"model\": \"sora-2\", \"prompt\": \"snow, late\", \"duration\": 4}";
  private static final Pattern TASK = Pattern.compile("task_[0-9A-Z]{26}");

  @TempDir Path folder;

  @Test
  void openRequestsEndNewOnesAreRefusedAndTasksGoOnAfterTheNextStart() throws Exception {
    Path data = folder.resolve("data");
    SubmittingClients crowd = new SubmittingClients(CLIENTS);
    Set<String> promised = new HashSet<>();
    String drawn;
    try (ServerProcess server = ServerProcess.start(folder, data);
        Socket open = connect(server.address())) {
      drawn = beginFilm(server.address());
      promised.add(drawn);
      send(open, head("POST", "Expect: 100-continue\r\nContent-Length: " + BODY.length()));
      assertEquals("HTTP/1.1 100 Continue", line(open), "it is being served");

      crowd.submitUntil(server.address(), 3 * CLIENTS, server::terminate);
      String refused = ask(server.address());
      assertTrue(refused.startsWith("HTTP/1.1 503 "), refused);
      assertTrue(refused.contains("\r\nRetry-After: 1\r\n"), refused);
      assertTrue(refused.contains("\r\nConnection: close\r\n"), refused);

      send(open, BODY);
      String answer = rest(open);
      assertTrue(answer.contains("HTTP/1.1 200 "), answer);
      Matcher late = TASK.matcher(answer);
      assertTrue(late.find(), answer);
      promised.add(late.group());
      assertEquals(SIGTERM_EXIT, server.exitCode());
    }
    String log = Files.readString(folder.resolve(ServerProcess.LOG));
    assertFalse(log.contains("stopped with work under way"), log);
    assertTrue(log.contains("GET - 503 "), "the log goes on until the end: " + log);

    try (ServerProcess next = ServerProcess.start(folder, data)) {
      crowd.repeatUnanswered(next.address());
      assertEquals(FilmTask.Status.COMPLETED, end(next.address(), drawn));
      next.kill();
    }
    assertEquals(List.of(), crowd.complaints());
    promised.addAll(crowd.promised());
    Reckoning.assertKept(data, promised);
  }

  /** Submits a film and waits until the engine is drawing it. */
  private static String beginFilm(URI server) throws Exception {
    try (FilmClient client = new FilmClient(server, ServerProcess.KEY, "en")) {
      String task =
          client.submit(
              new FilmOrder("sora-2", "a campfire", 4, "720p", "16:9", Optional.empty()), "once");
      while (client.task(task).percent() == 0) {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos()); // as a client polls
      }
      return task;
    }
  }

  private static FilmTask.Status end(URI server, String task) throws Exception {
    try (FilmClient client = new FilmClient(server, ServerProcess.KEY, "en")) {
      FilmTask now = client.task(task);
      while (!now.status().ended()) {
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos()); // as a client polls
        now = client.task(task);
      }
      return now.status();
    }
  }

  /** A request on a connection of its own. */
  private static String ask(URI server) throws IOException {
    try (Socket socket = connect(server)) {
      send(socket, head("GET", "A: b"));
      return rest(socket);
    }
  }

  private static Socket connect(URI server) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static String head(String method, String field) {
    return method
        + " /v1/videos/generations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + ServerProcess.KEY
        + "\r\nContent-Type: application/json\r\n"
        + field
        + "\r\n\r\n";
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  private static String line(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = socket.getInputStream().read();
        next >= 0 && next != '\n';
        next = socket.getInputStream().read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }
}

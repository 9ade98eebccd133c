package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.lifecycle.Closer;
import dev.afterglow.sql.PostgresAddress;
import dev.afterglow.sql.TestPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole servers on one PostgreSQL: what one is told, every other one knows. */
final class FleetServersTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern TASK = Pattern.compile("\"task_id\":\\s*\"(task_[0-9A-Z]{26})\"");
  private static final Pattern LINK = Pattern.compile("\"url\":\\s*\\[\\s*\"([^\"]+)\"");
  private static final Pattern BALANCE = Pattern.compile("\"remain_balance\":\\s*([0-9.]+)");

  @TempDir Path folder;
  private final Closer opened = new Closer();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private ChaosVendor vendor;
  private RunningServer a;
  private RunningServer b;
  private RunningServer c;

  @BeforeEach
  void start() throws Exception {
    vendor = opened.add(new ChaosVendor(Duration.ofSeconds(2)));
    try (ExecutorService starting = Executors.newThreadPerTaskExecutor(Thread::new)) {
      // At the same moment: one of them makes the owner, its key and the secrets for all.
      List<Future<RunningServer>> nodes =
          starting.invokeAll(List.of(() -> node("a"), () -> node("b"), () -> node("c")));
      for (Future<RunningServer> node : nodes) {
        if (node.state() == Future.State.SUCCESS) {
          opened.add(node.resultNow());
        }
      }
      a = nodes.get(0).get();
      b = nodes.get(1).get();
      c = nodes.get(2).get();
    }
  }

  private RunningServer node(String name) throws Exception {
    Path data = Files.createDirectories(folder.resolve(name));
    vendor.configure(data);
    return RunningServer.start(
        data,
        Map.of(
            "database",
            TestPostgres.in(folder).toString(),
            "data.shared",
            folder.resolve("shared").toString(),
            "fleet.lease",
            "3s"));
  }

  @AfterEach
  void stop() {
    opened.close();
  }

  @Test
  void nodesThatStartAtTheSameMomentMakeOneOwnerAndOneKey() {
    var accounts = b.server().accounts();
    assertEquals(1, accounts.owners().size());
    assertEquals(
        1, accounts.keys().stream().filter(key -> !key.name().equals(Bootstrap.OWN_KEY)).count());
  }

  @Test
  void filmIsOrderedAtOneShownAtAnotherAndFetchedFromTheThird() throws Exception {
    double before = balance(a);
    String task = order(a);
    await(() -> show(b, task).contains("\"completed\""));
    Matcher link = LINK.matcher(show(b, task));
    assertTrue(link.find());
    URI film = URI.create(link.group(1));
    byte[] fromB = bytes(film);
    byte[] fromC = bytes(URI.create(c.address() + film.getRawPath() + "?" + film.getRawQuery()));
    assertArrayEquals(fromB, fromC);
    assertTrue(fromC.length > 0);
    assertEquals(0.4, before - balance(c), 1e-9);
    assertEquals(1, vendor.orders());
  }

  @Test
  void whoWaitsAtOneIsToldByWhateverNodeMakesIt() throws Exception {
    String task = order(a);
    CompletableFuture<HttpResponse<String>> waiting =
        HTTP.sendAsync(
            request(b, "/v1/tasks/" + task + "?wait=60").build(), BodyHandlers.ofString());
    String body = waiting.get(90, TimeUnit.SECONDS).body();
    while (!body.contains("\"completed\"")) { // each state that is new ends a wait
      body =
          HTTP.send(request(b, "/v1/tasks/" + task + "?wait=60").build(), BodyHandlers.ofString())
              .body();
    }
  }

  /** A word of a later release, or of somebody else: it must not end the thread that hears. */
  @Test
  void messagesThatNobodyUnderstandsHarmNobody() throws Exception {
    PostgresAddress database = TestPostgres.in(folder);
    for (String words : List.of("task", "stop", "topic", "", "\n\n", "prices of\ntopic later")) {
      TestPostgres.common()
          .execute(database.name(), "select pg_notify('afterglow', E'node_later\n" + words + "')");
    }
    String task = order(a); // and what they tell one another still arrives
    await(() -> show(c, task).contains("\"completed\""));
    TestPostgres.common()
        .execute(
            database.name(),
            """
            do $$ begin
              if (select count(*) from pg_stat_activity
                  where application_name = 'afterglow listener'
                  and datname = current_database()) <> 3 then
                raise exception 'somebody has gone deaf';
              end if;
            end $$\
            """);
  }

  @Test
  void keyThatIsRevokedAtOneIsRefusedByAll() throws Exception {
    var accounts = a.server().accounts();
    var key =
        accounts.createKey(
            new dev.afterglow.accounts.NewKey(
                accounts.owners().getFirst().id(),
                "guest",
                dev.afterglow.accounts.Scope.EVERYTHING,
                java.util.Optional.empty()));
    for (RunningServer node : new RunningServer[] {a, b, c}) {
      assertEquals(200, node.get("/v1/balance", key.secret()).statusCode());
    }
    accounts.revoke(key.key().id());
    assertEquals(401, a.get("/v1/balance", key.secret()).statusCode());
    for (RunningServer node : new RunningServer[] {b, c}) {
      await(() -> status(node, key.secret()) == 401);
    }
  }

  @Test
  void taskIsStoppedByANodeThatDoesNotHaveIt() throws Exception {
    double before = balance(a);
    String task = order(a);
    HttpResponse<String> answer =
        HTTP.send(
            request(b, "/v1/tasks/" + task + "/cancel")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertTrue(answer.statusCode() < 500, answer.body());
    await(() -> !show(c, task).contains("\"processing\"") && !show(c, task).contains("\"queued\""));
    assertTrue(balance(c) >= before - 0.4 - 1e-9);
  }

  /** Ended in an orderly way, a node leaves nothing that anybody has to wait for. */
  @Test
  void nodesMayGoAndComeWhileTasksAreMade() throws Exception {
    String task = order(a);
    await(() -> vendor.orders() == 1);
    a.server().close();
    b.server().close();
    await(() -> show(c, task).contains("\"completed\""));
    assertEquals(1, vendor.orders());
  }

  static String order(RunningServer server) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            request(server, "/v1/videos/generations")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"model\": \"sora-2\", \"prompt\": \"rain\", \"duration\": 4}"))
                .build(),
            BodyHandlers.ofString());
    Matcher task = TASK.matcher(answer.body());
    assertTrue(task.find(), answer.body());
    return task.group(1);
  }

  private static HttpRequest.Builder request(RunningServer server, String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path))
        .header("Authorization", "Bearer " + RunningServer.KEY)
        .timeout(Duration.ofSeconds(90));
  }

  private byte[] bytes(URI film) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(film).build(), BodyHandlers.ofByteArray()).body();
  }

  private static String show(RunningServer server, String task) {
    try {
      return server.get("/v1/tasks/" + task, RunningServer.KEY).body();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int status(RunningServer server, String key) {
    try {
      return server.get("/v1/balance", key).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static double balance(RunningServer server) throws Exception {
    String body = server.get("/v1/balance", RunningServer.KEY).body();
    Matcher balance = BALANCE.matcher(body);
    assertTrue(balance.find(), body);
    return Double.parseDouble(balance.group(1));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it did not come to pass");
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}

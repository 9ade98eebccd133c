package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many ask at once for what the last credits pay, of the real server and of a second one. */
class LastCreditsTest {
  /** The price of three films of four seconds. */
  private static final Map<String, String> CREDIT_FOR_THREE =
      Map.of("AFTERGLOW_BOOTSTRAP_CREDIT", "1.2", "LANGUAGE", "en");

  private static final int SUBMITS = 50;
  private static final int GIFTS = 5;

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void chooseData() {
    data = folder.resolve("data");
  }

  @Test
  void ofFiftySubmitsThreeArePaidForAndTheRestAreToldSo() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder, data, CREDIT_FOR_THREE);
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CyclicBarrier barrier = new CyclicBarrier(SUBMITS + GIFTS);
      List<Future<Integer>> submits = new ArrayList<>();
      List<Future<Integer>> gifts = new ArrayList<>();
      for (int i = 0; i < SUBMITS; i++) {
        submits.add(threads.submit(after(barrier, () -> submit(client, server.address()))));
      }
      for (int i = 0; i < GIFTS; i++) {
        gifts.add(threads.submit(after(barrier, this::giveACent)));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> submit : submits) {
        statuses.add(submit.get());
      }
      for (Future<Integer> gift : gifts) {
        assertEquals(0, gift.get(), "exit code of credit add");
      }
      assertEquals(3, statuses.stream().filter(status -> status == 200).count(), "" + statuses);
      assertEquals(47, statuses.stream().filter(status -> status == 402).count(), "" + statuses);
      HttpResponse<String> balance =
          client.send(request(server.address(), "/v1/balance").build(), BodyHandlers.ofString());
      assertTrue(balance.body().contains("\"remain_balance\":0.05,"), balance.body());
      assertEquals(0, shell().run("doctor"));
    }
  }

  @Test
  void secondServerOnTheSameDirectoryIsRefusedInWordsAndTheFirstGoesOn() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder, data, CREDIT_FOR_THREE);
        HttpClient client = HttpClient.newHttpClient()) {
      Process second = ServerProcess.builder(folder, data, CREDIT_FOR_THREE).start();
      String out = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(second.waitFor(60, TimeUnit.SECONDS));
      assertEquals(2, second.exitValue(), err);
      assertEquals("", out);
      assertEquals(
          "The data directory "
              + data
              + " is in use by another Afterglow process. Stop that one, or choose another directory"
              + " by --data.\n",
          err);
      for (int status : List.of(200, 200, 200, 402)) {
        assertEquals(status, submit(client, server.address()));
      }
    }
    ServerProcess.start(folder, data).close();
  }

  private static <T> Callable<T> after(CyclicBarrier barrier, Callable<T> call) {
    return () -> {
      barrier.await();
      return call.call();
    };
  }

  private static int submit(HttpClient client, URI server) throws Exception {
    String body = "{\"model\": \"sora-2\", \"prompt\": \"rain\", \"duration\": 4}";
    return client
        .send(
            request(server, "/v1/videos/generations")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private static HttpRequest.Builder request(URI server, String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .header("Authorization", "Bearer " + ServerProcess.KEY);
  }

  /** By the operator's command, which asks the running server. */
  private int giveACent() {
    return shell().run("credit", "add", "local", "--usd", "0.01", "--reason", "gift");
  }

  private Shell shell() {
    return new Shell(folder);
  }
}

package dev.afterglow;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients that submit as fast as they can, each request under an Idempotency-Key of its own, and
 * repeat what got no answer under the same key.
 */
final class SubmittingClients {
  private static final Pattern ACCEPTED =
      Pattern.compile("\"task_id\":\\s*\"(task_[0-9A-Z]{26})\"");

  private final int clients;
  private final AtomicInteger keys = new AtomicInteger();
  private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
  private final Map<String, String> tasksByKey = new ConcurrentHashMap<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  SubmittingClients(int clients) {
    this.clients = clients;
  }

  /** Submits until so many answers have come, then does this, and goes on until nobody answers. */
  void submitUntil(URI server, int answers, Runnable then) {
    AtomicInteger left = new AtomicInteger(answers);
    everybody(http -> {
      boolean answered = true;
      while (answered) {
        String repeated = unanswered.poll();
        answered =
            submit(http, server, repeated == null ? "key-" + keys.incrementAndGet() : repeated);
        if (answered && left.decrementAndGet() == 0) {
          then.run();
        }
      }
    });
  }

  /** Repeats every request that has no answer yet. */
  void repeatUnanswered(URI server) {
    everybody(http -> {
      String key = unanswered.poll();
      while (key != null) {
        submit(http, server, key);
        key = unanswered.poll();
      }
    });
    complaints.addAll(unanswered);
  }

  /** The tasks that clients were given. */
  Set<String> promised() {
    return new HashSet<>(tasksByKey.values());
  }

  /** What must not happen and did. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private void everybody(Consumer<HttpClient> client) {
    try (HttpClient http =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < clients; i++) {
        executor.execute(() -> client.accept(http));
      }
    }
  }

  /** Whether the server answered. */
  private boolean submit(HttpClient http, URI server, String key) {
    String body = "{\"model\": \"sora-2\", \"prompt\": \"rain, " + key + "\", \"duration\": 4}";
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/v1/videos/generations"))
            .header("Authorization", "Bearer " + ServerProcess.KEY)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 503) { // a server that is stopping
        unanswered.add(key);
        return false;
      }
      note(key, answer);
      return true;
    } catch (IOException e) {
      unanswered.add(key);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void note(String key, HttpResponse<String> answer) {
    Matcher accepted = ACCEPTED.matcher(answer.body());
    if (answer.statusCode() != 200 || !accepted.find()) {
      complaints.add(key + " got " + answer.statusCode() + " " + answer.body());
      return;
    }
    String before = tasksByKey.putIfAbsent(key, accepted.group(1));
    if (before != null && !before.equals(accepted.group(1))) {
      complaints.add(key + " made two tasks: " + before + " and " + accepted.group(1));
    }
  }
}

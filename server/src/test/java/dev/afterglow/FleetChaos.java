package dev.afterglow;

import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.admin.doctor.Finding;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.fleet.UnreliableProxy;
import dev.afterglow.ledger.Audit;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.Statements;
import dev.afterglow.sql.TestPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Three servers on one real PostgreSQL behind a bad network. Nodes are killed, stopped and started,
 * the database as well, the network delays, breaks and goes silent, all by chance; clients submit
 * meanwhile and repeat what got no answer. Afterwards: no task is lost, none doubled, the books add
 * up.
 */
final class FleetChaos implements AutoCloseable {
  private static final Pattern ACCEPTED =
      Pattern.compile("\"task_id\":\\s*\"(task_[0-9A-Z]{26})\"");
  private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(400);
  private static final Duration SETTLING = Duration.ofMinutes(6);
  private static final long CREDIT_MICROS = 100_000_000_000L;
  private static final long PRICE_MICROS = 400_000;

  private final PrintStream out;
  private final Random random;
  private final Path folder;
  private final TestPostgres postgres;
  private final UnreliableProxy network;
  private final ChaosVendor vendor;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final Map<String, String> tasksByKey = new ConcurrentHashMap<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final AtomicInteger keys = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private volatile boolean submitting = true;

  FleetChaos(PrintStream out, long seed, Path folder) throws IOException, InterruptedException {
    this.out = out;
    this.random = new Random(seed);
    this.folder = folder;
    this.vendor = new ChaosVendor(Duration.ofMillis(1500));
    this.postgres = TestPostgres.fresh(true);
    postgres.start();
    postgres.execute("postgres", "create database chaos");
    this.network = new UnreliableProxy(postgres.port());
    String config =
        """
        database: postgresql://afterglow@127.0.0.1:%d/chaos
        data: {shared: %s, minimum-free: 0}
        fleet: {lease: 4s}
        limits: {per-key: 10000000, per-owner: 10000000}
        tasks: {running-per-key: 1000, waiting-per-owner: 2000}
        bootstrap: {credit: 100000}
        audit: {interval: off}
        finishing: {stills: false}
        engines:
          gpu:
            type: relay
            url: %s
            key: none
            concurrency: 90
            seconds: [4]
            sizes: [1280x720]
            poll-interval: 1s
            idempotent: true
        models: {sora-2: [gpu]}
        """
            .formatted(network.port(), folder.resolve("shared"), vendor.url());
    for (int i = 1; i <= 3; i++) {
      nodes.add(new NodeProcess(folder, "node-" + i, config));
    }
  }

  /** What was found in the end. */
  record Outcome(int tasks, int lost, int doubled, List<String> faults) {
    String line() {
      return lost
          + " lost, "
          + doubled
          + " doubled, ledger "
          + (faults.isEmpty() ? "exact" : "WRONG");
    }
  }

  Outcome run(Duration length, int clients) throws Exception {
    try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> starts = new ArrayList<>();
      nodes.forEach(node -> starts.add(node::start));
      List<Future<Boolean>> started = starting.invokeAll(starts);
      for (int i = 0; i < nodes.size(); i++) {
        if (!started.get(i).get()) {
          throw new IllegalStateException(
              nodes.get(i).name() + " does not start\n" + nodes.get(i).log());
        }
      }
    }
    List<Thread> submitters = new ArrayList<>();
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    for (int i = 0; i < clients; i++) {
      long seed = random.nextLong();
      submitters.add(Thread.ofVirtual().start(() -> submit(http, new Random(seed))));
    }
    disturb(length);
    settle();
    submitting = false;
    for (Thread submitter : submitters) {
      submitter.join();
    }
    Outcome outcome = reckon();
    http.shutdownNow();
    return outcome;
  }

  /** One thing after the other goes wrong. */
  private void disturb(Duration length) throws Exception {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      pause(Duration.ofMillis(1500 + random.nextInt(4000)));
      NodeProcess node = nodes.get(random.nextInt(nodes.size()));
      switch (random.nextInt(11)) {
        case 0, 1 -> {
          say("kill -9 " + node.name());
          node.kill();
          pause(Duration.ofMillis(random.nextInt(6000)));
          start(node);
        }
        case 2, 3 -> {
          int seconds = 1 + random.nextInt(12);
          say("stop " + node.name() + " for " + seconds + " s");
          node.signal("STOP");
          pause(Duration.ofSeconds(seconds));
          node.signal("CONT");
        }
        case 4 -> {
          say("end " + node.name() + " in an orderly way, and start it");
          node.terminate();
          start(node);
        }
        case 5 -> {
          boolean power = random.nextBoolean();
          say(power ? "pull the database's plug" : "restart the database");
          if (power) {
            postgres.crash();
          } else {
            postgres.stop();
          }
          pause(Duration.ofMillis(random.nextInt(5000)));
          postgres.start();
        }
        case 6 -> {
          say("slow network");
          network.delay(Duration.ofMillis(5 + random.nextInt(60)));
          pause(Duration.ofMillis(random.nextInt(6000)));
          network.heal();
        }
        case 7 -> {
          say("cut all connections to the database");
          network.cut();
        }
        case 8 -> {
          say("let every connection to the database go silent that is open now");
          network.silenceOpen();
        }
        case 9 -> {
          int minutes = random.nextInt(21) - 10;
          say("set the database's clock to " + minutes + " minutes ahead");
          postgres.execute(
              "chaos",
              "create or replace function node_clock() returns bigint language sql volatile as"
                  + " 'select (extract(epoch from clock_timestamp()) * 1000)::bigint + "
                  + 60_000 * minutes
                  + "'");
        }
        default -> {
          say("silent network");
          network.silence();
          pause(Duration.ofMillis(1000 + random.nextInt(9000)));
          network.heal();
        }
      }
      for (NodeProcess each : nodes) {
        if (!each.runs()) {
          start(each);
        }
      }
    }
  }

  /** A node whose start is disturbed is started once more. */
  private void start(NodeProcess node) throws IOException {
    for (int i = 0; i < 20 && !node.start(); i++) {
      pause(Duration.ofSeconds(1));
    }
  }

  /** All is well from now on; everything comes to its end. */
  private void settle() throws Exception {
    say("all is well; waiting for the tasks to end");
    network.heal();
    for (NodeProcess node : nodes) {
      node.signal("CONT");
      if (!node.runs()) {
        start(node);
      }
    }
    submitting = false;
    long deadline = System.nanoTime() + SETTLING.toNanos();
    try (SharedDatabase database = database()) {
      long open = open(database);
      while (open > 0 && System.nanoTime() < deadline) {
        pause(Duration.ofSeconds(1));
        open = open(database);
      }
      if (open > 0) {
        complaints.add(open + " tasks have not ended");
      }
    }
  }

  private static long open(Database database) {
    return database.read(tx ->
        Statements.first(
                tx, row -> row.getLong(1), "select count(*) from task where ended_ms is null")
            .orElseThrow());
  }

  private SharedDatabase database() {
    return Database.postgres(postgres.address("chaos"), FatalErrors.logged());
  }

  /** A client: one request after the other, each to whichever node, until it is answered. */
  private void submit(HttpClient http, Random chance) {
    while (submitting) {
      String key = "key-" + keys.incrementAndGet();
      while (!submit(http, key, chance)) {
        pause(Duration.ofMillis(200 + chance.nextInt(800)));
      }
      pause(BETWEEN_REQUESTS.plusMillis(chance.nextInt(400)));
    }
  }

  private boolean submit(HttpClient http, String key, Random chance) {
    Optional<URI> server = nodes.get(chance.nextInt(nodes.size())).address();
    if (server.isEmpty()) {
      return false;
    }
    String body = "{\"model\": \"sora-2\", \"prompt\": \"rain, " + key + "\", \"duration\": 4}";
    HttpRequest request =
        HttpRequest.newBuilder(server.get().resolve("/v1/videos/generations"))
            .header("Authorization", "Bearer " + ServerProcess.KEY)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      int status = answer.statusCode();
      if (status >= 500 || status == 409 || status == 429) {
        return false;
      }
      note(key, answer);
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void note(String key, HttpResponse<String> answer) {
    Matcher accepted = ACCEPTED.matcher(answer.body());
    if (answer.statusCode() != 200 || !accepted.find()) {
      complaints.add(key + " got " + answer.statusCode() + " " + answer.body());
      return;
    }
    answers.incrementAndGet();
    String before = tasksByKey.putIfAbsent(key, accepted.group(1));
    if (before != null && !before.equals(accepted.group(1))) {
      complaints.add(key + " made two tasks: " + before + " and " + accepted.group(1));
    }
  }

  /** What was promised, what there is, and what was paid. */
  private Outcome reckon() throws Exception {
    Set<String> promised = new HashSet<>(tasksByKey.values());
    List<String> faults = new ArrayList<>(complaints);
    try (SharedDatabase database = database()) {
      // Whoever got its answer after the last look.
      long deadline = System.nanoTime() + SETTLING.toNanos();
      while (open(database) > 0 && System.nanoTime() < deadline) {
        pause(Duration.ofMillis(500));
      }
      Set<String> there = new HashSet<>(texts(database, "select id from task"));
      Set<String> completed =
          new HashSet<>(
              texts(database, "select id from task where state in ('completed', 'expired')"));
      Set<String> charged =
          new HashSet<>(texts(database, "select reference from entry where kind = 'charge'"));
      Set<String> lost = new TreeSet<>(promised);
      lost.removeAll(there);
      Set<String> doubled = new TreeSet<>(there);
      doubled.removeAll(promised);
      new Audit(database).discrepancies().forEach(found -> faults.add(found.toString()));
      if (!completed.equals(charged)) {
        faults.add("charged " + charged.size() + " films, completed " + completed.size());
      }
      long left =
          database.read(tx ->
              Statements.first(tx, row -> row.getLong(1), "select sum(balance_micros) from balance")
                  .orElseThrow());
      if (left != CREDIT_MICROS - completed.size() * PRICE_MICROS) {
        faults.add("balance " + left + " after " + completed.size() + " films");
      }
      DataDirectory files =
          new DataDirectory(folder.resolve("node-1").resolve("data"), folder.resolve("shared"));
      for (Finding finding :
          new Doctor(database, files, InstantSource.system()).examine().findings()) {
        if (finding.kind() != Finding.Kind.DRAFT) {
          faults.add(finding.toString());
        }
      }
      say(
          there.size()
              + " tasks, "
              + completed.size()
              + " films, "
              + (there.size() - completed.size())
              + " failed, "
              + vendor.orders()
              + " orders at the engine, "
              + answers.get()
              + " answers");
      lost.stream().limit(5).forEach(id -> say("lost: " + id));
      doubled.stream().limit(5).forEach(id -> say("nobody was told of: " + id));
      faults.stream().limit(20).forEach(this::say);
      return new Outcome(there.size(), lost.size(), doubled.size(), faults);
    }
  }

  private static List<String> texts(Database database, String sql) {
    return database.read(tx -> Statements.all(tx, row -> row.getString(1), sql));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private static void pause(Duration length) {
    LockSupport.parkNanos(length.toNanos());
  }

  @Override
  public void close() {
    nodes.forEach(NodeProcess::close);
    network.close();
    vendor.close();
    postgres.remove();
  }

  /** Arguments: seconds, clients and a seed, each of which may be left out. */
  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1200;
    int clients = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
    System.out.println("seed " + seed);
    Path folder = Files.createTempDirectory("afterglow-fleet");
    Outcome outcome;
    try (FleetChaos chaos = new FleetChaos(System.out, seed, folder)) {
      outcome = chaos.run(Duration.ofSeconds(seconds), clients);
    }
    System.out.println("logs of the nodes: " + folder);
    System.out.println(outcome.line());
    System.exit(outcome.lost() + outcome.doubled() + outcome.faults().size() == 0 ? 0 : 1);
  }
}

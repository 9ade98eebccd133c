package dev.afterglow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Attacks on a server that runs already, each beside a tenant who behaves well: 20 requests a
 * second, creates, queries and probes in turn. The attackers are a process of their own. Each
 * attack is made twice: on the server, and on another web server of the same machine, which shows
 * what the attackers' own work costs. Bounded in count and time, and to the loopback address alone.
 * Everybody comes from the same address, as behind a gateway.
 */
final class AbuseBench {
  private static final String CREATE = "/v1/videos/generations";
  private static final Pattern TASK = Pattern.compile("\"task_id\":\"(task_[^\"]+)\"");
  private static final Pattern LINK = Pattern.compile("http://[^\"]+(/v/[^\"]+)");
  private static final int FILM_BYTES = 20 << 20;
  private static final int MOST_CONNECTIONS = 2_048;
  private static final int PIPELINES = 30;
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** What a crowd does when it is refused: 2 048 that come again every 10 s are 200 a second. */
  private static final Duration REST = Duration.ofSeconds(10);

  private static final Duration FAR = Duration.ofMinutes(3);

  private final URI base;
  private final String key;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  /**
   * @param base whom to ask, or to attack
   * @param key the tenant's, or the attackers'
   */
  private AbuseBench(URI base, String key) {
    this.base = base;
    this.key = key;
  }

  /** How each attack is called on the command line, and what it is. */
  private enum Attack {
    BODIES("300 bodies 71 bytes short"),
    REDEEM("2048 x redeem, body {"),
    FILM("2048 slow readers of one film"),
    IDLE("2048 idle connections"),
    GUESSES("wrong keys, 64 at once"),
    USAGE("usage reports, 64 at once"),
    UPLOADS("uploads of 20 MB"),
    PIPELINE("30 that wait for no answer");

    private final String title;

    Attack(String title) {
      this.title = title;
    }
  }

  /**
   * Arguments: address, the tenant's key, data directory, seconds each, rounds, address of the
   * other web server or {@code -}, and the command that starts attackers. That one is called with
   * {@code attack NAME ADDRESS FILM} added, and told to stop by the end of its input.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("attack")) {
      attack(
          Attack.valueOf(arguments[1]),
          local(arguments[2]),
          arguments[3],
          System.getProperty("key"));
    } else {
      int seconds = Math.clamp(Integer.parseInt(arguments[3]), 1, 60);
      int rounds = Math.clamp(Integer.parseInt(arguments[4]), 1, 5);
      Optional<URI> peer =
          arguments[5].equals("-") ? Optional.empty() : Optional.of(local(arguments[5]));
      List<String> attackers = List.of(arguments).subList(6, arguments.length);
      new AbuseBench(local(arguments[0]), arguments[1])
          .run(Path.of(arguments[2]), seconds, rounds, peer, attackers);
    }
    System.exit(0);
  }

  private static URI local(String address) throws IOException {
    URI uri = URI.create(address);
    if (!InetAddress.getByName(uri.getHost()).isLoopbackAddress()) {
      throw new IllegalArgumentException("only this machine is attacked: " + uri);
    }
    return uri;
  }

  private void run(Path data, int seconds, int rounds, Optional<URI> peer, List<String> attackers)
      throws Exception {
    String film = film(data);
    tenantFor(Duration.ofSeconds(Math.max(seconds, 10))); // warms up
    System.out.printf(
        Locale.ROOT,
        "%-32s %8s %8s %6s %8s %9s | %8s %8s  %s%n",
        "attack on this server",
        "p50 ms",
        "p99 ms",
        "of",
        "refused",
        "probe 503",
        "p50 ms",
        "p99 ms",
        "(on the other one); what the attackers were answered");
    calm(seconds, rounds);
    String only = System.getProperty("only", "");
    for (Attack attack : Attack.values()) {
      if (!only.isEmpty() && !List.of(only.split(" ", -1)).contains(attack.name())) {
        continue;
      }
      Seen best = Seen.NONE;
      Seen control = Seen.NONE;
      for (int round = 0; round < rounds; round++) {
        best = best.orBetter(beside(attack, base, film, seconds, attackers));
        if (peer.isPresent()) {
          control = control.orBetter(beside(attack, peer.get(), "/film.mp4", seconds, attackers));
        }
      }
      print(attack.title, best, control);
    }
    calm(seconds, rounds);
  }

  private void calm(int seconds, int rounds) throws Exception {
    Seen best = Seen.NONE;
    for (int round = 0; round < rounds; round++) {
      best = best.orBetter(seen(tenantFor(Duration.ofSeconds(seconds)), ""));
    }
    print("none", best, Seen.NONE);
  }

  private static void print(String name, Seen seen, Seen control) {
    System.out.printf(
        Locale.ROOT,
        "%-32s %8.1f %8.1f %6d %8d %9d | %8.1f %8.1f  %s%n",
        name,
        seen.p50,
        seen.p99,
        seen.requests,
        seen.refused,
        seen.probesRefused,
        control.p50,
        control.p99,
        seen.answers);
  }

  /** What the tenant saw of this server while somebody was attacked. */
  private Seen beside(Attack attack, URI target, String film, int seconds, List<String> attackers)
      throws Exception {
    List<String> command = new ArrayList<>(attackers);
    command.addAll(List.of("attack", attack.name(), target.toString(), film));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader told = process.inputReader()) {
      while (!told.ready()) { // the tenant goes on working until the attack begins
        tenantFor(Duration.ofMillis(200));
      }
      told.readLine();
      Tenant tenant = tenantFor(Duration.ofSeconds(seconds));
      process.getOutputStream().close();
      String answers = Optional.ofNullable(told.readLine()).orElse("");
      return seen(tenant, answers);
    } finally {
      process.waitFor(FAR.toSeconds(), TimeUnit.SECONDS);
      process.destroyForcibly();
    }
  }

  /** What one measurement came to; times in milliseconds. */
  private record Seen(
      double p50, double p99, int requests, int refused, int probesRefused, String answers) {
    static final Seen NONE = new Seen(Double.NaN, Double.NaN, 0, 0, 0, "");

    /** The quicker one; a refusal in either is kept. */
    Seen orBetter(Seen other) {
      Seen quick = !(p99 < other.p99) ? other : this;
      return new Seen(
          quick.p50,
          quick.p99,
          quick.requests,
          refused + other.refused,
          probesRefused + other.probesRefused,
          quick.answers);
    }
  }

  private static Seen seen(Tenant tenant, String answers) {
    long[] sorted = tenant.nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Seen(
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6,
        sorted.length,
        tenant.refused.get(),
        tenant.probesRefused.get(),
        answers);
  }

  /** Attacks until there is no more input. */
  private static void attack(Attack attack, URI target, String film, String key) throws Exception {
    AbuseBench bench = new AbuseBench(target, key);
    AtomicBoolean stop = new AtomicBoolean();
    Thread attackers =
        Thread.ofVirtual()
            .start(() -> {
              try {
                switch (attack) {
                  case BODIES -> bench.bodies(stop);
                  case REDEEM -> bench.redeems(stop);
                  case FILM -> bench.films(stop, film);
                  case IDLE -> bench.idlers(stop);
                  case GUESSES -> bench.guesses(stop);
                  case USAGE -> bench.reports(stop);
                  case UPLOADS -> bench.uploads(stop);
                  case PIPELINE -> bench.pipelines(stop);
                }
              } catch (Exception e) {
                System.err.println(attack + ": " + e);
              }
            });
    System.out.println("attacking");
    System.in.transferTo(OutputStream.nullOutputStream());
    stop.set(true);
    System.out.println(bench.counted());
    attackers.join(Duration.ofSeconds(20));
  }

  private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();

  private String counted() {
    StringBuilder text = new StringBuilder();
    answers.stream()
        .sorted()
        .distinct()
        .forEach(status ->
            text.append(status == 0 ? "cut off" : status.toString())
                .append(": ")
                .append(answers.stream().filter(status::equals).count())
                .append("  "));
    return text.toString();
  }

  /** What the tenant has seen. */
  private static final class Tenant {
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger probesRefused = new AtomicInteger();
  }

  private Tenant tenantFor(Duration time) throws Exception {
    Tenant tenantsView = new Tenant();
    long end = System.nanoTime() + time.toNanos();
    String task = "task_none";
    for (int i = 0; System.nanoTime() < end; i++) {
      long began = System.nanoTime();
      HttpResponse<String> answer =
          switch (i % 4) {
            case 0 -> send(post(CREATE, key, create()));
            case 1, 2 -> send(get("/v1/tasks/" + task, key));
            default -> send(get("/readyz", key));
          };
      tenantsView.nanos.add(System.nanoTime() - began);
      Matcher made = TASK.matcher(answer.body());
      task = made.find() ? made.group(1) : task;
      if (answer.statusCode() >= 429 || answer.statusCode() == 0) {
        (i % 4 == 3 ? tenantsView.probesRefused : tenantsView.refused).incrementAndGet();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return tenantsView;
  }

  private static String create() {
    return "{\"model\":\"sora-2\",\"prompt\":\"flowing abstract light\",\"duration\":4}";
  }

  /** The path of a finished film that has been made 20 MB long. */
  private String film(Path data) throws Exception {
    HttpResponse<String> created = send(post(CREATE, key, create()));
    Matcher task = TASK.matcher(created.body());
    if (!task.find()) {
      throw new IOException(created.body());
    }
    long end = System.nanoTime() + FAR.toNanos();
    Matcher link = LINK.matcher("");
    while (!link.find() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      link = LINK.matcher(send(get("/v1/tasks/" + task.group(1), key)).body());
    }
    link.reset();
    if (!link.find()) {
      throw new IOException("no film");
    }
    try (Stream<Path> files = Files.walk(data.resolve("videos"))) {
      Path file = files.filter(f -> f.endsWith(task.group(1) + ".mp4")).findFirst().orElseThrow();
      try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
        longer.setLength(FILM_BYTES);
      }
    }
    return link.group(1).replace("\\u0026", "&");
  }

  private void bodies(AtomicBoolean stop) throws Exception {
    byte[] body = new byte[(1 << 20) - 71];
    Arrays.fill(body, (byte) ' ');
    String head = head("POST", CREATE, key, "Content-Length: " + (1 << 20) + "\r\n");
    crowd(300, stop, head, body, 0);
  }

  private void redeems(AtomicBoolean stop) throws Exception {
    String head = head("POST", "/v1/redeem", key, "Content-Length: 1000\r\n");
    crowd(MOST_CONNECTIONS, stop, head, new byte[] {'{'}, 0);
  }

  private void films(AtomicBoolean stop, String film) throws Exception {
    crowd(MOST_CONNECTIONS, stop, head("GET", film, key, ""), new byte[0], 2_000);
  }

  private void pipelines(AtomicBoolean stop) throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < PIPELINES; i++) {
      threads.add(Thread.ofVirtual().start(() -> answers.add(pipeline(stop))));
    }
    for (Thread thread : threads) {
      thread.join(FAR);
    }
  }

  /** Sends requests without a key and without a pause; the status of the first answer. */
  private int pipeline(AtomicBoolean stop) {
    byte[] requests = head("GET", "/v1/nothing", "", "").repeat(1_500).getBytes(ISO_8859_1);
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      CompletableFuture<Integer> status = new CompletableFuture<>();
      Thread.startVirtualThread(() -> {
        try {
          InputStream in = socket.getInputStream();
          status.complete(Integer.valueOf(new String(in.readNBytes(12), ISO_8859_1).substring(9)));
          in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException _) {
          status.complete(0);
        }
      });
      OutputStream out = socket.getOutputStream();
      while (!stop.get()) {
        out.write(requests);
      }
      return status.get(10, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException | ExecutionException | TimeoutException _) {
      return 0;
    }
  }

  private void idlers(AtomicBoolean stop) throws Exception {
    crowd(MOST_CONNECTIONS, stop, "GET / HT", new byte[0], 0);
  }

  /**
   * Opens connections, sends the same on each, and opens one again when it is closed.
   *
   * @param bytesPerSecond how fast the answer is read beyond its head
   */
  private void crowd(int count, AtomicBoolean stop, String head, byte[] body, int bytesPerSecond)
      throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                while (!stop.get()) {
                  answers.add(one(stop, head, body, bytesPerSecond));
                  LockSupport.parkNanos(REST.toNanos());
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join(FAR);
    }
  }

  /** The status of the answer; 0 if there was none. */
  private int one(AtomicBoolean stop, String head, byte[] body, int bytesPerSecond) {
    int status = 0;
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(16 << 10);
      socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), 10_000);
      socket.setSoTimeout(500);
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(ISO_8859_1));
      out.write(body);
      out.flush();
      InputStream in = socket.getInputStream();
      StringBuilder line = new StringBuilder();
      while (!stop.get()) {
        try {
          int next = in.read();
          if (next < 0) {
            return status;
          }
          line.append((char) next);
          if (line.length() == 12) {
            status = Integer.parseInt(line.substring(9));
          }
          if (line.length() >= 12 && status != 200) {
            in.transferTo(OutputStream.nullOutputStream());
            return status;
          }
          if (line.length() > 1_000 && bytesPerSecond > 0) {
            in.readNBytes(bytesPerSecond / 4);
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
          }
        } catch (java.net.SocketTimeoutException _) {
          // goes on waiting
        }
      }
    } catch (IOException | NumberFormatException _) {
      // closed
    }
    return status;
  }

  private void guesses(AtomicBoolean stop) throws Exception {
    AtomicInteger next = new AtomicInteger();
    callers(stop, () -> get("/v1/tasks", "sk-guess_" + next.incrementAndGet() + "_0123456789"));
  }

  private void reports(AtomicBoolean stop) throws Exception {
    callers(stop, () -> get("/v1/usage?scope=account&group_by=model,date", key));
  }

  private void uploads(AtomicBoolean stop) throws Exception {
    byte[] image = new byte[20_000_000];
    byte[] png = "\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1);
    System.arraycopy(png, 0, image, 0, png.length);
    String form =
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n";
    byte[] body = (form + new String(image, ISO_8859_1) + "\r\n--edge--\r\n").getBytes(ISO_8859_1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        threads.submit(() -> {
          for (int upload = 0; upload < 50 && !stop.get(); upload++) {
            answers.add(
                send(request("/v1/uploads/images", key)
                        .header("Content-Type", "multipart/form-data; boundary=edge")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build())
                    .statusCode());
          }
        });
      }
    }
  }

  private void callers(AtomicBoolean stop, java.util.function.Supplier<HttpRequest> request) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        threads.submit(() -> {
          while (!stop.get()) {
            answers.add(send(request.get()).statusCode());
            LockSupport.parkNanos(PAUSE.toNanos());
          }
        });
      }
    }
  }

  private String head(String method, String target, String key, String more) {
    return method
        + " "
        + target
        + " HTTP/1.1\r\nHost: "
        + base.getAuthority()
        + "\r\nAuthorization: Bearer "
        + key
        + "\r\nContent-Type: application/json\r\n"
        + more
        + "\r\n";
  }

  private HttpRequest.Builder request(String target, String key) {
    return HttpRequest.newBuilder(URI.create(base + target))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + key);
  }

  private HttpRequest get(String target, String key) {
    return request(target, key).build();
  }

  private HttpRequest post(String target, String key, String body) {
    return request(target, key)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  /** An answer, or one with status 0 where there was none. */
  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      return new NoAnswer(request, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new NoAnswer(request, e.toString());
    }
  }

  /** What a client sees that was cut off. */
  private record NoAnswer(HttpRequest request, String body) implements HttpResponse<String> {
    @Override
    public int statusCode() {
      return 0;
    }

    @Override
    public Optional<HttpResponse<String>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public java.net.http.HttpHeaders headers() {
      return java.net.http.HttpHeaders.of(java.util.Map.of(), (_, _) -> true);
    }

    @Override
    public Optional<javax.net.ssl.SSLSession> sslSession() {
      return Optional.empty();
    }

    @Override
    public URI uri() {
      return request.uri();
    }

    @Override
    public HttpClient.Version version() {
      return HttpClient.Version.HTTP_1_1;
    }
  }
}

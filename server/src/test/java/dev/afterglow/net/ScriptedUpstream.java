package dev.afterglow.net;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/**
 * An upstream on a loopback socket that answers what a test tells it to, well or badly, and notes
 * what it was asked. Replies are given by method and path in the order they were added, and the
 * last one stays; for anything else it answers 404.
 */
public final class ScriptedUpstream implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

  private final ServerSocket listening;
  private final String scheme;
  private final Map<String, Deque<Step>> replies = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread accepting;
  private volatile boolean resetting;

  /**
   * A request as it came.
   *
   * @param path with its query
   * @param headers by lower-case name; the last value of each
   * @param connection which one it came over, from 1
   */
  public record Request(
      String method, String path, Map<String, String> headers, byte[] body, int connection) {
    /** The value of a header, or an empty text. */
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** One reply to come; an early one does not wait for the request's body. */
  private record Step(boolean early, Function<Request, Reply> reply) {}

  private ScriptedUpstream(ServerSocketFactory sockets, String scheme) throws IOException {
    this.scheme = scheme;
    listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    accepting = Thread.ofVirtual().start(this::accept);
  }

  /** Starts one that speaks plain HTTP. */
  public static ScriptedUpstream start() throws IOException {
    return new ScriptedUpstream(ServerSocketFactory.getDefault(), "http");
  }

  /** Starts one that speaks TLS. */
  public static ScriptedUpstream start(ServerSocketFactory tls) throws IOException {
    return new ScriptedUpstream(tls, "https");
  }

  /**
   * Adds replies to a method and a path; a path without a query is asked with any.
   *
   * @param request such as {@code POST /v1/videos}
   */
  public ScriptedUpstream on(String request, Reply... next) {
    for (Reply reply : next) {
      add(request, new Step(reply.isEarly, _ -> reply));
    }
    return this;
  }

  /** Adds a reply that depends on the whole request. */
  public ScriptedUpstream on(String request, Function<Request, Reply> next) {
    add(request, new Step(false, next));
    return this;
  }

  /** Forgets the replies to a method and a path, so that others can be added. */
  public ScriptedUpstream forget(String request) {
    replies.remove(request);
    return this;
  }

  /** From now on each connection is reset before anything is read from it. */
  public ScriptedUpstream resetConnections() {
    resetting = true;
    return this;
  }

  /** Where it is: scheme, host and port. */
  public URI url() {
    return URI.create(scheme + "://127.0.0.1:" + port());
  }

  /** The port it listens on. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Every request so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The requests of one method and path. */
  public List<Request> requests(String request) {
    return requests.stream()
        .filter(r -> request.equals(r.method() + " " + bare(r.path())))
        .toList();
  }

  /** How many connections there were. */
  public int connections() {
    return connections.get();
  }

  /** Ends every connection and listens no more, as a killed server does. */
  @Override
  public void close() throws IOException {
    closed.countDown();
    listening.close();
    try {
      // Until nobody accepts any more, the system still opens connections.
      accepting.join(Duration.ofSeconds(30));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        if (resetting) {
          connections.incrementAndGet();
          reset(client);
        } else {
          Thread.ofVirtual().start(() -> serve(client, connections.incrementAndGet()));
        }
      } catch (IOException _) {
        // closed, or a client that left: the next round tells
      }
    }
  }

  private void serve(Socket client, int connection) {
    open.add(client);
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      boolean goOn = true;
      while (goOn) {
        goOn = turn(client, in, connection);
      }
    } catch (IOException _) {
      // The client broke off, as many tests want it to.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  /** One request and its reply; false when the connection is over. */
  private boolean turn(Socket client, InputStream in, int connection)
      throws IOException, InterruptedException {
    Optional<Request> head = head(in, connection);
    if (head.isEmpty()) {
      return false;
    }
    Step step = next(head.get());
    Request request = step.early() ? head.get() : withBody(head.get(), in);
    requests.add(request);
    Reply reply = step.reply().apply(request);
    if (reply.isNever) {
      closed.await();
      return false;
    }
    await(reply.delay);
    return write(client, reply, request);
  }

  private boolean write(Socket client, Reply reply, Request request)
      throws IOException, InterruptedException {
    byte[] whole = reply.hasRanges ? part(reply, request) : reply.rendered(reply.body);
    int count = Math.min(reply.cutAfter, whole.length);
    OutputStream out = client.getOutputStream();
    for (int from = 0; from < count; ) {
      if (from > 0) {
        await(reply.dripPause);
      }
      int step = Math.min(reply.dripBytes, count - from);
      out.write(whole, from, step);
      out.flush();
      from += step;
    }
    if (reply.resets) {
      reset(client);
    }
    return !reply.ends && !request.header("connection").equalsIgnoreCase("close");
  }

  private static byte[] part(Reply reply, Request request) {
    Matcher range = RANGE.matcher(request.header("range"));
    boolean same =
        request.header("if-range").isEmpty()
            || reply.headers.contains("ETag: " + request.header("if-range"));
    if (!range.matches() || !same) {
      return reply.rendered(reply.body);
    }
    int from = Integer.parseInt(range.group(1));
    byte[] rest = new byte[reply.body.length - from];
    System.arraycopy(reply.body, from, rest, 0, rest.length);
    Reply partial = Reply.bytes(206, rest);
    for (String line : reply.headers) {
      String[] header = line.split(": ", 2);
      partial = partial.header(header[0], header[1]);
    }
    int last = reply.body.length - 1;
    return partial
        .header("Content-Range", "bytes " + from + "-" + last + "/" + reply.body.length)
        .rendered(rest);
  }

  private void add(String request, Step step) {
    Deque<Step> queue = replies.computeIfAbsent(request, _ -> new ArrayDeque<>());
    synchronized (queue) {
      queue.add(step);
    }
  }

  private Step next(Request request) {
    Deque<Step> queue = replies.get(request.method() + " " + request.path());
    if (queue == null) {
      queue = replies.get(request.method() + " " + bare(request.path()));
    }
    if (queue == null) {
      return new Step(false, _ -> Reply.json(404, "{}"));
    }
    synchronized (queue) {
      return queue.size() > 1 ? queue.remove() : queue.element();
    }
  }

  private static String bare(String path) {
    return path.split("\\?", 2)[0];
  }

  /** Waits, but no longer than this upstream lives. */
  private void await(Duration pause) throws InterruptedException, IOException {
    if (pause.isPositive() && closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("closed");
    }
  }

  private static void reset(Socket client) throws IOException {
    client.setSoLinger(true, 0);
    client.close();
  }

  private static Optional<Request> head(InputStream in, int connection) throws IOException {
    String first = line(in);
    if (!first.contains(" HTTP/1.")) {
      return Optional.empty(); // nobody is there, or nobody who speaks HTTP
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] parts = line.split(":", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
    }
    String[] parts = first.split(" ");
    return Optional.of(new Request(parts[0], parts[1], headers, new byte[0], connection));
  }

  private static Request withBody(Request head, InputStream in) throws IOException {
    String length = head.header("content-length");
    byte[] body = length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length));
    if (!length.isEmpty() && body.length < Integer.parseInt(length)) {
      throw new IOException("the client sent half a body");
    }
    return new Request(head.method(), head.path(), head.headers(), body, head.connection());
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}

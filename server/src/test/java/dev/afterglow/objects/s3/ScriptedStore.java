package dev.afterglow.objects.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small S3 in memory that does, on demand, what real ones do on their bad days. It believes every
 * signature. Kinds of requests are {@code PUT}, {@code GET}, {@code HEAD}, {@code DELETE}, {@code
 * LIST}, {@code UPLOADS}, {@code BEGIN}, {@code PART}, {@code COMPLETE} and {@code ABORT}.
 */
public final class ScriptedStore implements AutoCloseable {
  /** The one bucket. */
  public static final String BUCKET = "bucket";

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final HttpServer server;
  private final Map<String, Stored> objects = new ConcurrentSkipListMap<>();
  private final Map<String, Upload> uploads = new ConcurrentSkipListMap<>();
  private final Map<String, Deque<Act>> script = new ConcurrentHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();

  private record Stored(byte[] bytes, String tag, Instant modified) {}

  private record Upload(String key, Instant begun, Map<Integer, byte[]> parts) {}

  /** What is done instead of an answer, or before it. */
  @FunctionalInterface
  public interface Act {
    /** Whether that was the answer. */
    boolean play(HttpExchange exchange) throws IOException;
  }

  private ScriptedStore(HttpServer server) {
    this.server = server;
  }

  /** Starts on a free port of this machine. */
  public static ScriptedStore start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    ScriptedStore store = new ScriptedStore(server);
    server.createContext("/", store::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return store;
  }

  /** Where it is. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next request of a kind is answered so, and the next of these after it. */
  public ScriptedStore next(String kind, Act... acts) {
    script.computeIfAbsent(kind, _ -> new ConcurrentLinkedDeque<>()).addAll(List.of(acts));
    return this;
  }

  /** Every request of a kind is answered so until {@link #heal}. */
  public ScriptedStore always(String kind, Act act) {
    Deque<Act> acts = new ConcurrentLinkedDeque<>();
    acts.add(
        new Act() {
          @Override
          public boolean play(HttpExchange exchange) throws IOException {
            acts.add(this);
            return act.play(exchange);
          }
        });
    script.put(kind, acts);
    return this;
  }

  /** From now on it does what it should. */
  public void heal() {
    script.clear();
  }

  /** An error with its body. */
  public static Act error(int status, String code) {
    return error(status, code, Instant.now());
  }

  /** The same from a server whose clock says this. */
  public static Act error(int status, String code, Instant clock) {
    return exchange -> {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Date", HTTP_DATE.format(clock));
      byte[] body =
          ("<Error><Code>" + code + "</Code><Message>with SECRET and all</Message></Error>")
              .getBytes(UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
      exchange.close();
      return true;
    };
  }

  /** Hangs up without an answer. */
  public static Act hangUp() {
    return exchange -> {
      throw new IOException("hang up");
    };
  }

  /** Takes what comes and does it, and hangs up instead of saying so. */
  public Act loseTheAnswer() {
    return exchange -> {
      perform(exchange, false);
      throw new IOException("hang up");
    };
  }

  /** Something that happens before the answer. */
  public static Act first(Runnable what) {
    return _ -> {
      what.run();
      return false;
    };
  }

  /** Half of what it should send of an object, and then nothing. */
  public Act cutBody() {
    return exchange -> {
      Stored object = objects.get(key(exchange));
      int[] range = range(exchange, object.bytes.length);
      int length = range[1] - range[0] + 1;
      exchange.getResponseHeaders().set("ETag", object.tag);
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + range[0] + "-" + range[1] + "/" + object.bytes.length);
      exchange.sendResponseHeaders(206, length);
      OutputStream out = exchange.getResponseBody();
      out.write(object.bytes, range[0], length / 2);
      out.flush();
      throw new IOException("cut");
    };
  }

  /** Requests so far, each as its kind and its key. */
  public List<String> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** How many requests of a kind there were. */
  public long count(String kind) {
    return requests().stream().filter(one -> one.startsWith(kind + " ")).count();
  }

  /** The keys of all objects. */
  public List<String> keys() {
    return List.copyOf(objects.keySet());
  }

  /** The content of an object. */
  public byte[] content(String key) {
    return objects.get(key).bytes.clone();
  }

  /** How many uploads in pieces have not ended. */
  public int unfinished() {
    return uploads.size();
  }

  /** Lets all unfinished uploads have begun then. */
  public void begunAt(Instant then) {
    uploads.replaceAll((_, upload) -> new Upload(upload.key, then, upload.parts));
  }

  /** Loses an object without a word, or many. */
  public void lose(Predicate<String> keys) {
    objects.keySet().removeIf(keys);
  }

  /** Puts something there that nobody of ours has put. */
  public void plant(String key, byte[] bytes) {
    objects.put(key, new Stored(bytes, "\"planted\"", Instant.now()));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String kind = kind(exchange);
    synchronized (requests) {
      requests.add(kind + " " + key(exchange));
    }
    try {
      Deque<Act> acts = script.get(kind);
      Act act = acts == null ? null : acts.poll();
      if (act == null || !act.play(exchange)) {
        perform(exchange, true);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      exchange.close();
    }
  }

  private static String kind(HttpExchange exchange) {
    Map<String, String> query = query(exchange);
    boolean upload = query.containsKey("uploadId");
    return switch (exchange.getRequestMethod()) {
      case "POST" -> upload ? "COMPLETE" : "BEGIN";
      case "PUT" -> upload ? "PART" : "PUT";
      case "DELETE" -> upload ? "ABORT" : "DELETE";
      case "HEAD" -> "HEAD";
      default ->
          query.containsKey("list-type")
              ? "LIST"
              : query.containsKey("uploads") ? "UPLOADS" : "GET";
    };
  }

  private void perform(HttpExchange exchange, boolean answered) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String key = key(exchange);
    Map<String, String> query = query(exchange);
    Reply reply =
        switch (kind(exchange)) {
          case "PUT" -> put(exchange, key, body);
          case "PART" -> part(query, body);
          case "BEGIN" -> begin(key);
          case "COMPLETE" -> complete(exchange, key, query);
          case "ABORT" -> abort(query);
          case "DELETE" -> {
            objects.remove(key);
            yield Reply.empty(204);
          }
          case "LIST" -> list(query);
          case "UPLOADS" -> listUploads(query);
          default -> get(exchange, key);
        };
    if (answered) {
      reply.send(exchange);
    }
  }

  private record Reply(int status, Map<String, String> headers, byte[] body) {
    static Reply empty(int status) {
      return new Reply(status, Map.of(), new byte[0]);
    }

    static Reply xml(int status, String text) {
      return new Reply(status, Map.of("Content-Type", "application/xml"), text.getBytes(UTF_8));
    }

    static Reply error(int status, String code) {
      return xml(status, "<Error><Code>" + code + "</Code></Error>");
    }

    void send(HttpExchange exchange) throws IOException {
      headers.forEach(exchange.getResponseHeaders()::set);
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Reply put(HttpExchange exchange, String key, byte[] body) {
    if (fenced(exchange) && objects.containsKey(key)) {
      return Reply.error(412, "PreconditionFailed");
    }
    return new Reply(200, Map.of("ETag", store(key, body)), new byte[0]);
  }

  private String store(String key, byte[] body) {
    String tag = "\"tag-" + ids.incrementAndGet() + "\"";
    objects.put(key, new Stored(body, tag, Instant.now()));
    return tag;
  }

  private Reply begin(String key) {
    String id = "upload-" + ids.incrementAndGet();
    uploads.put(id, new Upload(key, Instant.now(), new TreeMap<>()));
    return Reply.xml(
        200,
        "<InitiateMultipartUploadResult><Bucket>bucket</Bucket><Key>"
            + key
            + "</Key><UploadId>"
            + id
            + "</UploadId></InitiateMultipartUploadResult>");
  }

  private Reply part(Map<String, String> query, byte[] body) {
    Upload upload = uploads.get(query.get("uploadId"));
    if (upload == null) {
      return Reply.error(404, "NoSuchUpload");
    }
    upload.parts.put(Integer.parseInt(query.get("partNumber")), body);
    return new Reply(200, Map.of("ETag", "\"part\""), new byte[0]);
  }

  private Reply complete(HttpExchange exchange, String key, Map<String, String> query)
      throws IOException {
    Upload upload = uploads.get(query.get("uploadId"));
    if (upload == null) {
      return Reply.error(404, "NoSuchUpload");
    }
    if (fenced(exchange) && objects.containsKey(key)) {
      return Reply.error(412, "PreconditionFailed");
    }
    var whole = new java.io.ByteArrayOutputStream();
    for (byte[] part : upload.parts.values()) {
      whole.write(part);
    }
    uploads.remove(query.get("uploadId"));
    return Reply.xml(
        200,
        "<CompleteMultipartUploadResult><Key>"
            + key
            + "</Key><ETag>"
            + store(key, whole.toByteArray())
            + "</ETag></CompleteMultipartUploadResult>");
  }

  private Reply abort(Map<String, String> query) {
    return uploads.remove(query.get("uploadId")) == null
        ? Reply.error(404, "NoSuchUpload")
        : Reply.empty(204);
  }

  private Reply get(HttpExchange exchange, String key) {
    Stored object = objects.get(key);
    if (object == null) {
      return Reply.error(404, "NoSuchKey");
    }
    String match = exchange.getRequestHeaders().getFirst("If-Match");
    if (match != null && !match.equals(object.tag)) {
      return Reply.error(412, "PreconditionFailed");
    }
    int[] range = range(exchange, object.bytes.length);
    boolean whole = exchange.getRequestHeaders().getFirst("Range") == null;
    Map<String, String> headers = new TreeMap<>();
    headers.put("ETag", object.tag);
    headers.put("Last-Modified", HTTP_DATE.format(object.modified));
    if (!whole) {
      headers.put(
          "Content-Range", "bytes " + range[0] + "-" + range[1] + "/" + object.bytes.length);
    }
    return new Reply(
        whole ? 200 : 206, headers, Arrays.copyOfRange(object.bytes, range[0], range[1] + 1));
  }

  private static int[] range(HttpExchange exchange, int length) {
    String text = exchange.getRequestHeaders().getFirst("Range");
    Matcher range = RANGE.matcher(text == null ? "" : text);
    return range.matches()
        ? new int[] {
          Integer.parseInt(range.group(1)), Math.min(length - 1, Integer.parseInt(range.group(2)))
        }
        : new int[] {0, length - 1};
  }

  /** Two at a time, so that everybody has to ask for the next page. */
  private Reply list(Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    String after = query.getOrDefault("continuation-token", "");
    List<String> keys =
        objects.keySet().stream()
            .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0)
            .toList();
    StringBuilder page = new StringBuilder("<ListBucketResult>");
    for (String key : keys.subList(0, Math.min(2, keys.size()))) {
      Stored object = objects.get(key);
      page.append("<Contents><Key>")
          .append(key)
          .append("</Key><Size>")
          .append(object.bytes.length)
          .append("</Size><LastModified>")
          .append(object.modified)
          .append("</LastModified></Contents>");
    }
    boolean more = keys.size() > 2;
    page.append("<IsTruncated>").append(more).append("</IsTruncated>");
    if (more) {
      page.append("<NextContinuationToken>").append(keys.get(1)).append("</NextContinuationToken>");
    }
    return Reply.xml(200, page.append("</ListBucketResult>").toString());
  }

  private Reply listUploads(Map<String, String> query) {
    StringBuilder page = new StringBuilder("<ListMultipartUploadsResult>");
    uploads.forEach((id, upload) -> {
      if (upload.key.startsWith(query.getOrDefault("prefix", ""))) {
        page.append("<Upload><Key>")
            .append(upload.key)
            .append("</Key><UploadId>")
            .append(id)
            .append("</UploadId><Initiated>")
            .append(upload.begun)
            .append("</Initiated></Upload>");
      }
    });
    return Reply.xml(
        200,
        page.append("<IsTruncated>false</IsTruncated></ListMultipartUploadsResult>").toString());
  }

  private static boolean fenced(HttpExchange exchange) {
    return "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
  }

  private static String key(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    String behind = path.substring(Math.min(path.length(), BUCKET.length() + 1));
    return behind.startsWith("/") ? behind.substring(1) : behind;
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new TreeMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        String[] halves = pair.split("=", 2);
        query.put(halves[0], halves.length == 1 ? "" : URLDecoder.decode(halves[1], UTF_8));
      }
    }
    return query;
  }
}

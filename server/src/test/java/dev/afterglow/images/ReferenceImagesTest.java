package dev.afterglow.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.afterglow.images.Outcome.Fault;
import dev.afterglow.media.headers.ImageBytes;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.net.Cidr;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.Resolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceImagesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path folder;
  private final Map<String, byte[]> site = new ConcurrentHashMap<>();
  private final AtomicInteger visits = new AtomicInteger();
  private HttpServer server;
  private Uploads uploads;
  private ReferenceImages images;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    uploads = Uploads.open(folder, InstantSource.fixed(NOW), new SecureRandom());
    OutboundPolicy policy =
        new OutboundPolicy(
            List.of(Cidr.parse("127.0.0.0/8")), Set.of(server.getAddress().getPort()));
    Resolver resolver = (name, patience) -> List.of(InetAddress.ofLiteral("10.0.0.5"));
    images = new ReferenceImages(new GuardedClient(policy, resolver), uploads);
    server.createContext(
        "/",
        exchange -> {
          visits.incrementAndGet();
          byte[] body = site.get(exchange.getRequestURI().getPath());
          exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            if (body != null) {
              out.write(body);
            }
          }
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "rgb.png, PNG, 48, 32", "progressive.jpg, JPEG, 48, 32", "cmyk.jpg, JPEG, 48, 32",
    "lossless.webp, WEBP, 48, 32", "turned.jpg, JPEG, 32, 48", "turned.webp, WEBP, 32, 48"
  })
  void imageBehindAUrlIsTakenWhateverItIsCalled(
      String name, ImageFormat format, int width, int height) throws IOException {
    site.put("/cat.gif", fixture(name));

    ReferenceImage image = taken(url("/cat.gif"));

    assertArrayEquals(fixture(name), image.bytes());
    assertEquals(format, image.format());
    assertEquals(width, image.width());
    assertEquals(height, image.height());
  }

  @Test
  void dataUriIsTakenWhateverItSaysItIs() throws IOException {
    for (String type : List.of("image/png", "IMAGE/JPEG;charset=x", "text/html", "")) {
      ReferenceImage image = taken("data:" + type + ";base64," + base64(fixture("rgb.png")));
      assertEquals(ImageFormat.PNG, image.format());
    }
    assertEquals(0, visits.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:",
        "data:image/png",
        "data:image/png,abc",
        "data:image/png;base64,%%%",
        "data:image/png;base64,iVBORw0KGgo=\n",
        "data:;base64",
        "DATA:image/png;BASE32,AAAA"
      })
  void unreadableDataUriIsRefused(String uri) {
    assertEquals(new Outcome.Refused(Fault.UNREADABLE_DATA_URI), take(uri));
  }

  @Test
  void ownUploadIsResolvedInside() throws IOException {
    Upload upload = upload(fixture("rgb.png"));
    for (String base : List.of("", "https://films.shop.org", "http://127.0.0.1:9")) {
      assertEquals(ImageFormat.PNG, taken(base + upload.path()).format());
    }
    assertEquals(0, visits.get());
  }

  @Test
  void faultsOfTheImageAreTold() throws IOException {
    assertFault(Fault.ANIMATED, fixture("animated.png"));
    assertFault(Fault.ANIMATED, fixture("animated.webp"));
    assertFault(Fault.BROKEN, Arrays.copyOf(fixture("baseline.jpg"), 500));
    assertFault(Fault.TOO_MANY_BYTES, new byte[Rules.MOST_BYTES + 1]);
  }

  @ParameterizedTest
  @CsvSource({
    "7071, 7071, true",
    "7072, 7072, false",
    "20000, 20000, false",
    "2147483647, 2147483647, false",
    "160, 16, true",
    "161, 16, false",
    "16, 160, true",
    "16, 161, false",
    "15, 20, false"
  })
  void sizesAreBounded(int width, int height, boolean good) {
    byte[] png = ImageBytes.png(width, height);
    assertEquals(good, Rules.check(png, Fault.NOT_AN_IMAGE) instanceof Outcome.Taken);
  }

  @Test
  void webpHasABoundOfItsOwn() {
    assertInstanceOf(
        Outcome.Taken.class, Rules.check(ImageBytes.webp(4000, 4000), Fault.NOT_AN_IMAGE));
    assertEquals(
        new Outcome.Refused(Fault.TOO_MANY_PIXELS),
        Rules.check(ImageBytes.webp(4001, 4000), Fault.NOT_AN_IMAGE));
  }

  @Test
  void whatFollowsAnImageIsCutOff() throws IOException {
    byte[] image = fixture("baseline.jpg");
    byte[] polyglot = Arrays.copyOf(image, image.length + 1000);
    site.put("/a.jpg", polyglot);
    assertArrayEquals(image, taken(url("/a.jpg")).bytes());
  }

  @Test
  void everyTargetThatGivesNoImageGetsTheSameAnswer() throws IOException {
    site.put("/page", "<html>".getBytes(StandardCharsets.US_ASCII));
    site.put("/film", fixture("first.mp4"));
    site.put("/empty", new byte[0]);
    List<String> targets =
        List.of(
            url("/page"),
            url("/film"),
            url("/empty"),
            url("/missing"),
            url("/").replace("http:", "https:"),
            "http://127.0.0.1:" + closedPort() + "/",
            "http://10.0.0.5/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::1]/",
            "http://nobody.invalid/",
            "http://0177.0.0.1/",
            "file:///etc/passwd",
            "https://films.shop.org:22/u/x.png",
            "not a url");
    for (String target : targets) {
      assertEquals(new Outcome.Refused(Fault.UNREACHABLE), take(target), target);
    }
  }

  @Test
  void fewImagesAreInMemoryHoweverManyClientsAsk() throws Exception {
    site.put("/a.png", fixture("rgb.png"));
    AtomicInteger held = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> results =
          IntStream.range(0, 100)
              .mapToObj(i ->
                  clients.submit(() ->
                      images.lend(
                          "owner" + i % 10,
                          url("/a.png"),
                          outcome -> {
                            most.accumulateAndGet(held.incrementAndGet(), Math::max);
                            LockSupport.parkNanos(1_000_000); // the use that takes a while
                            held.decrementAndGet();
                            return outcome instanceof Outcome.Taken;
                          })))
              .toList();
      for (Future<Boolean> result : results) {
        assertTrue(result.get());
      }
    }
    assertTrue(most.get() <= 6, "at once: " + most);
  }

  private void assertFault(Fault fault, byte[] file) throws IOException {
    site.put("/faulty", file);
    assertEquals(new Outcome.Refused(fault), take(url("/faulty")));
  }

  private ReferenceImage taken(String reference) {
    return assertInstanceOf(Outcome.Taken.class, take(reference)).image();
  }

  private Outcome take(String reference) {
    return images.lend("owner", reference, outcome -> outcome);
  }

  private Upload upload(byte[] file) throws IOException {
    return assertInstanceOf(Storing.Stored.class, uploads.store(new ByteArrayInputStream(file)))
        .upload();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream file = ImageBytes.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IOException("no fixture " + name);
      }
      return file.readAllBytes();
    }
  }
}

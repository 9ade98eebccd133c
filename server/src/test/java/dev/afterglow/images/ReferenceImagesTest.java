package dev.afterglow.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.afterglow.engines.Picture;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.images.ImageOutcome.Fault;
import dev.afterglow.ip.Cidr;
import dev.afterglow.media.headers.ImageBytes;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.media.pixels.PngBytes;
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
import java.util.HexFormat;
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
  private int closedPort;
  private Uploads uploads;
  private ReferenceImages images;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    uploads =
        Uploads.open(
            folder,
            InstantSource.fixed(NOW),
            new SecureRandom(),
            DiskSpace.endless(),
            Uploads.MOST_BYTES);
    closedPort = closedPort();
    OutboundPolicy policy =
        new OutboundPolicy(
            List.of(Cidr.parse("127.0.0.0/8")), Set.of(server.getAddress().getPort(), closedPort));
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

    Picture image = taken(url("/cat.gif"));

    assertArrayEquals(fixture(name), image.bytes());
    assertEquals(format, image.format());
    assertEquals(width, image.width());
    assertEquals(height, image.height());
  }

  @Test
  void dataUriIsTakenWhateverItSaysItIs() throws IOException {
    for (String type : List.of("image/png", "IMAGE/JPEG;charset=x", "text/html", "")) {
      Picture image = taken("data:" + type + ";base64," + base64(fixture("rgb.png")));
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
        "data:image/png;base64,iVBORw0KGgo=A",
        "data:base64,iVBORw0KGgo=",
        "data:;base64",
        "DATA:image/png;BASE32,AAAA"
      })
  void unreadableDataUriIsRefused(String uri) {
    assertEquals(new ImageOutcome.Refused(Fault.UNREADABLE_DATA_URI), take(uri));
  }

  /** As browsers read them: lines and blanks, escapes, no padding, white space around it all. */
  @Test
  void dataUriIsReadAsBrowsersReadIt() throws IOException {
    byte[] image = fixture("rgb.png");
    String lines = Base64.getMimeEncoder().encodeToString(image);
    String bare = Base64.getEncoder().withoutPadding().encodeToString(image);
    String escaped = base64(image).replace("+", "%2B").replace("/", "%2f").replace("=", "%3D");
    StringBuilder raw = new StringBuilder();
    for (byte part : image) {
      raw.append('%').append(HexFormat.of().toHexDigits(part));
    }
    for (String uri :
        List.of(
            "data:image/png;base64," + lines,
            "data:image/png;base64," + lines.replace("\r\n", "%0D%0A"),
            "data:image/png; base64 , " + bare,
            "data:image/png;base64," + escaped,
            "data:image/png;base64," + base64(image) + "#top",
            " \n\tdata:image/png;base64," + base64(image) + "\r\n",
            "data:image/png," + raw)) {
      assertArrayEquals(image, taken(uri).bytes(), uri);
    }
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
    "8160, 6144, true",
    "8192, 8192, true",
    "8193, 8192, false",
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
    assertEquals(good, Rules.check(png, Fault.NOT_AN_IMAGE) instanceof ImageOutcome.Taken);
  }

  @Test
  void webpHasABoundOfItsOwn() {
    assertInstanceOf(
        ImageOutcome.Taken.class, Rules.check(ImageBytes.webp(4000, 4000), Fault.NOT_AN_IMAGE));
    assertEquals(
        new ImageOutcome.Refused(Fault.TOO_MANY_PIXELS),
        Rules.check(ImageBytes.webp(4001, 4000), Fault.NOT_AN_IMAGE));
  }

  @Test
  void bytesThatComeWithTheRequestAreCheckedAsAllOthers() throws IOException {
    var taken = assertInstanceOf(ImageOutcome.Taken.class, take(fixture("rgb.png")));
    assertArrayEquals(fixture("rgb.png"), taken.picture().bytes());
    assertEquals(new ImageOutcome.Refused(Fault.NOT_AN_IMAGE), take(new byte[] {1, 2, 3}));
    assertEquals(
        new ImageOutcome.Refused(Fault.TOO_MANY_BYTES), take(new byte[Rules.MOST_BYTES + 1]));
  }

  private ImageOutcome take(byte[] bytes) {
    return images.lend("owner", new ImageReference.Bytes(bytes), outcome -> outcome);
  }

  @Test
  void whatFollowsAnImageIsCutOff() throws IOException {
    byte[] image = fixture("baseline.jpg");
    byte[] polyglot = Arrays.copyOf(image, image.length + 1000);
    site.put("/a.jpg", polyglot);
    assertArrayEquals(image, taken(url("/a.jpg")).bytes());
  }

  @ParameterizedTest
  @CsvSource({"still.gif, GIF", "still.bmp, BMP", "still.tiff, TIFF", "still.avif, AVIF"})
  void otherFormatsAreToldByTheirBytes(String name, Fault fault) throws IOException {
    assertFault(fault, fixture(name));
    assertEquals(
        new ImageOutcome.Refused(fault), take("data:image/png;base64," + base64(fixture(name))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"heic", "heix", "hevc", "mif1", "msf1"})
  void picturesOfPhonesAreToldByTheirBytes(String brand) throws IOException {
    assertFault(
        Fault.HEIC,
        ("\0\0\0\u0018ftyp" + brand + "\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void entryThatIsNoAddressIsToldSo() throws IOException {
    for (String nothing : List.of("", " ", "\n\t ")) {
      assertEquals(new ImageOutcome.Refused(Fault.EMPTY), take(nothing));
    }
    for (String bare :
        List.of(base64(fixture("rgb.png")), "cat.png", "//shop.org/a.png", "not a url")) {
      assertEquals(new ImageOutcome.Refused(Fault.NO_SCHEME), take(bare));
    }
    assertTrue(
        new ImageReference.Named(base64(fixture("rgb.png"))).isInline(), "may be as large as one");
    assertTrue(new ImageReference.Named(" DATA:image/png;base64,").isInline());
    assertFalse(new ImageReference.Named(" https://shop.org/a.png").isInline());
  }

  @Test
  void addressIsReadAsBrowsersReadIt() throws IOException {
    site.put("/a b[1]|\"c\".png", fixture("rgb.png"));
    assertEquals(ImageFormat.PNG, taken(" " + url("/a b[1]|\"c\".png") + "\n").format());
  }

  /** Before a task exists, and never as something that only the engine noticed. */
  @Test
  void brokenPixelsAreToldAtOnce() throws IOException {
    byte[] garbage = "no zlib at all".getBytes(StandardCharsets.US_ASCII);
    assertFault(Fault.BROKEN, new PngBytes(64, 64, 8, PngBytes.RGB).chunk("IDAT", garbage).end());
    assertFault(Fault.BROKEN, new PngBytes(64, 64, 8, PngBytes.RGB).rows(60, new byte[64 * 3]));
    assertFault(Fault.BROKEN, new PngBytes(64, 64, 8, PngBytes.PALETTE).rows(64, new byte[64]));
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
            "http://127.0.0.1:" + closedPort + "/",
            "http://10.0.0.5/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::1]/",
            "http://nobody.invalid/",
            "http://0177.0.0.1/",
            "file:///etc/passwd",
            "javascript:alert(1)");
    for (String target : targets) {
      assertEquals(new ImageOutcome.Refused(Fault.UNREACHABLE), take(target), target);
    }
  }

  /** The port is the caller's own word, and is told before anything is looked up. */
  @Test
  void aPortThatIsNotFetchedFromIsToldAsThat() {
    for (String target :
        List.of(
            "https://films.shop.org:22/u/x.png",
            "http://10.0.0.5:22/",
            "http://nobody.invalid:22/a.png",
            "http://[::1]:22/")) {
      assertEquals(new ImageOutcome.Refused(Fault.PORT), take(target), target);
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
                          new ImageReference.Named(url("/a.png")),
                          outcome -> {
                            most.accumulateAndGet(held.incrementAndGet(), Math::max);
                            LockSupport.parkNanos(1_000_000); // the use that takes a while
                            held.decrementAndGet();
                            return outcome instanceof ImageOutcome.Taken;
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
    assertEquals(new ImageOutcome.Refused(fault), take(url("/faulty")));
  }

  private Picture taken(String reference) {
    return assertInstanceOf(ImageOutcome.Taken.class, take(reference)).picture();
  }

  private ImageOutcome take(String reference) {
    return images.lend("owner", new ImageReference.Named(reference), outcome -> outcome);
  }

  private Upload upload(byte[] file) throws IOException {
    return assertInstanceOf(
            Storing.Stored.class,
            UploadsTest.store(uploads, "own_1", new ByteArrayInputStream(file)))
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

package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.afterglow.api.sora.ContractDialect;
import dev.afterglow.files.FileSink;
import dev.afterglow.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that are slow on purpose, and many of them. In each test the deadline under test is short
 * and all others are far away, so that only the one can have closed the connection.
 */
final class SlowClientsTest {
  private static final Duration FAR = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(400);

  /**
   * A deadline that a client of these tests meets even where its thread has to wait for its turn.
   */
  private static final Duration AMPLE = Duration.ofSeconds(4);

  /** Far more than any deadline here, for machines that are busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int PAUSE_MILLIS = 40;

  /** What is done so often, with a pause each time, takes longer than {@link #AMPLE} in all. */
  private static final int TIMES = 32;

  private static final int LONG_PAUSE_MILLIS = (int) AMPLE.toMillis() * 11 / 10 / TIMES;
  private static final int CROWD = 2_000;
  private static final int FILM_BYTES = TIMES * (2 << 20);

  private final CountDownLatch closed = new CountDownLatch(1);
  @TempDir Path folder;

  @Test
  void usualDeadlinesAreThoseThatAreDocumented() {
    HttpLimits usual = HttpLimits.DEFAULT;
    assertEquals(Duration.ofSeconds(10), usual.headTime());
    assertEquals(Duration.ofSeconds(30), usual.bodyTime());
    assertEquals(Duration.ofSeconds(60), usual.writeTime());
    assertEquals(Duration.ofSeconds(60), usual.idleTime());
    assertEquals(
        usual, ListenerSettings.of("127.0.0.1", 0, new ContractDialect(Language.ZH)).limits());
  }

  @Test
  void headThatTricklesInIsCutOffAtItsDeadline() throws Exception {
    try (TestServer server = server(SHORT, FAR, FAR, FAR)) {
      assertCutOff(server, "GET /well HTTP/1.1\r\nHost: x\r\nA: ", "b");
    }
  }

  @Test
  void headerLinesThatTrickleInAreCutOffAtTheSameDeadline() throws Exception {
    try (TestServer server = server(SHORT, FAR, FAR, FAR)) {
      assertCutOff(server, "GET /well HTTP/1.1\r\nHost: x\r\n", "A: b\r\n");
    }
  }

  @Test
  void bodyThatTricklesInIsCutOffThoughItNeverPauses() throws Exception {
    try (TestServer server = server(FAR, SHORT, FAR, FAR)) {
      assertCutOff(server, "POST /bytes HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n", "b");
      assertCutOff(
          server,
          "POST /bytes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
          "1\r\nb\r\n");
    }
  }

  @Test
  void bodyThatStopsIsCutOffHoweverFastItCame() throws Exception {
    try (TestServer server = server(FAR, SHORT, FAR, FAR)) {
      String head = "POST /bytes HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n";
      assertCutOff(server, head + "b".repeat(900_000), "");
    }
  }

  @Test
  void slowBodyThatKeepsItsPaceIsHeardOut() throws Exception {
    try (TestServer server = server(FAR, AMPLE, FAR, FAR);
        Socket socket = server.connect()) {
      int block = HttpLimits.DEFAULT.bodyBytesPerSecond();
      int length = TIMES * block;
      send(socket, "POST /bytes HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
      for (int i = 0; i < TIMES; i++) {
        assertTrue(isOpen(socket, LONG_PAUSE_MILLIS), "cut off though it kept its pace");
        send(socket, "b".repeat(block));
      }
      assertTrue(line(socket).startsWith("HTTP/1.1 200 "));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/film", "/file"})
  void answerThatIsNeverTakenIsClosed(String film) throws Exception {
    try (TestServer server = server(FAR, FAR, SHORT, FAR);
        Socket socket = server.connect()) {
      send(socket, "GET " + film + " HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals(1000, socket.getInputStream().readNBytes(1000).length);
      assertTrue(closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the film is still open");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/film", "/file"})
  void answerThatIsSippedIsClosed(String film) throws Exception {
    try (TestServer server = server(FAR, FAR, SHORT, FAR);
        Socket socket = server.connect()) {
      send(socket, "GET " + film + " HTTP/1.1\r\nHost: x\r\n\r\n");
      InputStream in = socket.getInputStream();
      long began = System.nanoTime();
      while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        assertTrue(in.read() >= 0);
        assertTrue(System.nanoTime() - began < PATIENCE.toNanos(), "the film is still open");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/film", "/file"})
  void slowReaderThatGoesOnReadingGetsTheWholeFilm(String film) throws Exception {
    try (TestServer server = server(FAR, FAR, AMPLE, FAR);
        Socket socket = server.connect()) {
      send(socket, "GET " + film + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      InputStream in = socket.getInputStream();
      int sip = FILM_BYTES / TIMES;
      long taken = 0;
      for (byte[] got = in.readNBytes(sip); got.length > 0; got = in.readNBytes(sip)) {
        taken += got.length;
        closed.await(LONG_PAUSE_MILLIS, TimeUnit.MILLISECONDS); // as a player with a full buffer
      }
      assertTrue(taken > FILM_BYTES, () -> "the film broke off");
    }
  }

  @Test
  void connectionWithoutANextRequestIsClosed() throws Exception {
    try (TestServer server = server(FAR, FAR, FAR, AMPLE);
        Socket socket = server.connect()) {
      long asked = System.nanoTime();
      send(socket, "GET /well HTTP/1.1\r\nHost: x\r\n\r\n");
      assertTrue(line(socket).startsWith("HTTP/1.1 200 "));
      assertClosed(socket, asked, AMPLE);
    }
  }

  @Test
  void connectionWithoutAnyRequestIsClosed() throws Exception {
    try (TestServer server = server(FAR, FAR, FAR, SHORT)) {
      long connected = System.nanoTime();
      try (Socket socket = server.connect()) {
        assertClosed(socket, connected, SHORT);
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void crowdThatNeverEndsItsRequestsDelaysNobodyAndLeavesNothing() throws Exception {
    Duration deadline = Duration.ofSeconds(20); // time to gather the crowd on a busy machine
    try (TestServer server = server(deadline, FAR, FAR, deadline)) {
      assertEquals(200, server.get("/well").statusCode());
      long files = openFiles();
      long threads = connectionThreads();
      List<Socket> crowd = new ArrayList<>();
      for (int i = 0; i < CROWD; i++) {
        Socket socket = server.connect();
        crowd.add(socket);
        if (i % 2 == 0) {
          send(socket, "GET /well HTTP/1.1\r\nHost: x\r\nA");
        }
      }
      assertTrue(openFiles() >= files + CROWD, "the crowd is connected");
      assertTrue(connectionThreads() >= threads + CROWD / 2, "the crowd is served");
      long[] nanos = new long[200];
      for (int i = 0; i < nanos.length; i++) {
        long began = System.nanoTime();
        assertEquals(200, server.get("/well").statusCode());
        nanos[i] = System.nanoTime() - began;
      }
      Arrays.sort(nanos);
      long p99 = nanos[nanos.length * 99 / 100 - 1];
      assertTrue(p99 < deadline.toNanos() / 4, "p99: " + p99 / 1e6 + " ms");
      for (Socket socket : crowd) {
        assertTrue(isClosed(socket));
        socket.close();
      }
      assertFallsTo(files + 20, SlowClientsTest::openFiles);
      assertFallsTo(threads + 20, this::connectionThreads);
      assertFallsTo(20, server.listener()::connections);
    }
  }

  private TestServer server(Duration head, Duration body, Duration write, Duration idle) {
    return new TestServer(
        TestServer.limits(HttpLimits.DEFAULT.requests(), head, body, write, idle),
        _ -> AccessDecision.open(),
        HttpTexts.load(),
        List.of(
            new Route(Method.GET, "/well", Access.OPEN, _ -> Answer.json(Map.of())),
            new Route(
                Method.POST,
                "/bytes",
                Access.OPEN,
                exchange -> Answer.json(Map.of("bytes", exchange.body().length))),
            new Route(
                Method.GET,
                "/film",
                Access.OPEN,
                _ -> Answer.streamed(200, "video/mp4", FILM_BYTES, new Film())),
            new Route(
                Method.GET,
                "/file",
                Access.OPEN,
                _ -> Answer.streamed(200, "video/mp4", FILM_BYTES, new FilmFile(empty())))));
  }

  /** A body of zeros that tells when it is closed. */
  private final class Film implements Answer.Body {
    @Override
    public void copyTo(OutputStream out) throws IOException {
      byte[] block = new byte[128 << 10];
      for (long left = FILM_BYTES; left > 0; left -= block.length) {
        out.write(block);
      }
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private FileChannel empty() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("film").toFile(), "rw")) {
      file.setLength(FILM_BYTES);
    }
    return FileChannel.open(folder.resolve("film"));
  }

  /** The same in a file. */
  private final class FilmFile implements Answer.Body {
    private final FileChannel file;

    FilmFile(FileChannel file) {
      this.file = file;
    }

    @Override
    public void copyTo(OutputStream out) throws IOException {
      ((FileSink) out).write(file, 0, FILM_BYTES);
    }

    @Override
    public void close() throws IOException {
      file.close();
      closed.countDown();
    }
  }

  /** Sends the beginning and then one drop after the other; it is closed at the short deadline. */
  private static void assertCutOff(TestServer server, String beginning, String drop)
      throws IOException {
    long began = System.nanoTime();
    try (Socket socket = server.connect()) {
      send(socket, beginning);
      while (isOpen(socket, PAUSE_MILLIS) && System.nanoTime() - began < PATIENCE.toNanos()) {
        send(socket, drop);
      }
    } catch (SocketException _) {
      // closed while it sent
    }
    assertDeadline(SHORT, System.nanoTime() - began);
  }

  /** It is closed by itself, at this time after the beginning. */
  private static void assertClosed(Socket socket, long began, Duration deadline)
      throws IOException {
    assertTrue(isClosed(socket));
    assertDeadline(deadline, System.nanoTime() - began);
  }

  private static void assertDeadline(Duration deadline, long nanos) {
    assertTrue(nanos < PATIENCE.toNanos(), "still open after " + nanos / 1e9 + " s");
    assertTrue(nanos > deadline.toNanos() / 2, "closed already after " + nanos / 1e6 + " ms");
  }

  /** Listens for a moment; whether the connection is still there. */
  private static boolean isOpen(Socket socket, int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException _) {
      return true;
    } catch (SocketException _) {
      return false;
    } finally {
      socket.setSoTimeout((int) PATIENCE.toMillis());
    }
  }

  /** Reads what comes until the connection ends; false if it does not end. */
  private static boolean isClosed(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (SocketException _) {
      return true;
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String line(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = socket.getInputStream().read();
        next >= 0 && next != '\n';
        next = socket.getInputStream().read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  private static void assertFallsTo(long most, LongSupplier count) {
    long began = System.nanoTime();
    long now = count.getAsLong();
    while (now > most && System.nanoTime() - began < PATIENCE.toNanos()) {
      Thread.onSpinWait();
      now = count.getAsLong();
    }
    assertTrue(now <= most, now + " left, at most " + most + " expected");
  }

  private static long openFiles() {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The virtual threads that serve connections, which no bean counts. */
  private long connectionThreads() {
    try {
      Path dump = folder.resolve("threads-" + System.nanoTime());
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
      try (var lines = Files.lines(dump)) {
        return lines.filter(line -> line.contains("WebServer socket")).count();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

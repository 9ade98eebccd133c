package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.files.FileSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that the kernel sends arrive as they are, whole or as a part. */
@Timeout(120)
final class FileOutputTest {
  private static final int BYTES = 5 << 20;

  @TempDir Path folder;
  private byte[] content;
  private FileChannel file;
  private TestServer server;

  @BeforeEach
  void open() throws IOException {
    content = new byte[BYTES];
    new Random(7).nextBytes(content);
    file = FileChannel.open(Files.write(folder.resolve("film"), content));
    server =
        TestServer.open(
            new Route(Method.GET, "/whole", Access.OPEN, _ -> part(0, BYTES)),
            new Route(Method.GET, "/part", Access.OPEN, _ -> part(12_345, BYTES - 23_456)),
            new Route(Method.GET, "/byte", Access.OPEN, _ -> part(BYTES - 1, 1)),
            new Route(Method.GET, "/beyond", Access.OPEN, _ -> part(BYTES - 100_000, 200_000)),
            new Route(
                Method.GET,
                "/framed",
                Access.OPEN,
                _ -> Answer.streamed(200, "video/mp4", BYTES + 11, body("[head]", 0, BYTES))));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    file.close();
  }

  private Answer part(long first, long count) {
    return Answer.streamed(200, "video/mp4", count, body("", first, count));
  }

  private Answer.Body body(String before, long first, long count) {
    return new Answer.Body() {
      @Override
      public void copyTo(OutputStream out) throws IOException {
        out.write(before.getBytes(ISO_8859_1));
        if (out instanceof FileSink sink) {
          sink.write(file, first, count);
        } else {
          throw new AssertionError("the connection has not found its channel");
        }
        if (!before.isEmpty()) {
          out.write("tail!".getBytes(ISO_8859_1));
        }
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void wholeFilesAndPartsArriveOneAfterTheOther() throws Exception {
    try (Socket socket = server.connect()) {
      for (int round = 0; round < 3; round++) {
        assertArrayEquals(content, answer(socket, "/whole"));
        assertArrayEquals(
            Arrays.copyOfRange(content, 12_345, BYTES - 11_111), answer(socket, "/part"));
        assertArrayEquals(new byte[] {content[BYTES - 1]}, answer(socket, "/byte"));
      }
    }
  }

  @Test
  void whatIsWrittenBeforeAndAfterKeepsItsPlace() throws Exception {
    try (Socket socket = server.connect()) {
      byte[] got = answer(socket, "/framed");
      assertEquals("[head]", new String(got, 0, 6, ISO_8859_1));
      assertArrayEquals(content, Arrays.copyOfRange(got, 6, 6 + BYTES));
      assertEquals("tail!", new String(got, 6 + BYTES, 5, ISO_8859_1));
    }
  }

  @Test
  void manyReadAtOnceAndEachGetsItsOwn() throws Exception {
    List<Future<byte[]>> readers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 24; i++) {
        String target = i % 2 == 0 ? "/whole" : "/part";
        readers.add(
            threads.submit(() -> {
              try (Socket socket = server.connect()) {
                return answer(socket, target);
              }
            }));
      }
    }
    for (int i = 0; i < readers.size(); i++) {
      byte[] right = i % 2 == 0 ? content : Arrays.copyOfRange(content, 12_345, BYTES - 11_111);
      assertArrayEquals(right, readers.get(i).get());
    }
  }

  @Test
  void fileThatEndsTooEarlyBreaksTheConnectionOff() throws Exception {
    try (Socket socket = server.connect()) {
      ask(socket, "/beyond");
      assertEquals(200_000, length(socket.getInputStream()));
      byte[] got = socket.getInputStream().readAllBytes();
      assertArrayEquals(Arrays.copyOfRange(content, BYTES - 100_000, BYTES), got);
    }
    assertTrue(file.isOpen(), "others go on reading");
  }

  private static byte[] answer(Socket socket, String target) throws IOException {
    ask(socket, target);
    InputStream in = socket.getInputStream();
    return in.readNBytes(length(in));
  }

  private static void ask(Socket socket, String target) throws IOException {
    String head = "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(ISO_8859_1));
  }

  /** Reads a head; the length of its body. */
  private static int length(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertTrue(next >= 0, "the connection ended in the head: " + head);
      head.append((char) next);
    }
    return head.toString()
        .lines()
        .filter(line -> line.startsWith("Content-Length: "))
        .mapToInt(line -> Integer.parseInt(line.substring(16)))
        .findFirst()
        .orElseThrow();
  }
}

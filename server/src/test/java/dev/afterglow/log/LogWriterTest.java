package dev.afterglow.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LogWriterTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int THREADS = 8;
  private static final int EACH = 1_000;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void everyLineComesOutWholeAndInTheOrderOfItsThread() throws Exception {
    LogWriter writer = LogWriter.start(new PrintStream(written, false, UTF_8), new LogLine());
    List<Thread> threads =
        IntStream.range(0, THREADS)
            .mapToObj(t -> Thread.ofVirtual().start(() -> log(writer, t)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    writer.close();
    List<String> lines = lines();
    assertEquals(THREADS * EACH, lines.size());
    for (int t = 0; t < THREADS; t++) {
      String mark = " INFO 线程" + t + " ";
      assertEquals(
          IntStream.range(0, EACH).mapToObj(i -> mark + i).toList(),
          lines.stream()
              .filter(line -> line.contains(mark))
              .map(line -> line.substring(line.indexOf(' ')))
              .toList());
    }
  }

  @Test
  void lineIsWrittenSoonAndWithoutAnotherAfterIt() throws Exception {
    BlockingQueue<String> blocks = new LinkedBlockingQueue<>();
    LogWriter writer = LogWriter.start(taking(blocks::add), new LogLine());
    for (String said : List.of("one", "two", "three")) {
      writer.publish(new LogRecord(Level.INFO, said));
      String block = String.valueOf(blocks.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      assertTrue(block.endsWith(" INFO " + said + System.lineSeparator()), block);
    }
    writer.close();
  }

  @Test
  void whoeverLogsDoesNotWaitForAReaderThatTakesNothing() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    PrintStream stuck =
        taking(block -> {
          try {
            assertTrue(taken.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          written.writeBytes(block.getBytes(UTF_8));
        });
    LogWriter writer = LogWriter.start(stuck, new LogLine());
    int many = 50 * EACH;
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          IntStream.range(0, many).forEach(_ -> writer.publish(new LogRecord(Level.INFO, "x")));
          writer.publish(new LogRecord(Level.SEVERE, "an error among the flood"));
        });
    taken.countDown();
    writer.flush();
    writer.close();
    List<String> lines = lines();
    String told = lines.stream().filter(l -> l.contains("were left out")).findFirst().orElseThrow();
    int lost = Integer.parseInt(told.replaceAll(".* WARNING (\\d+) lines were left out.*", "$1"));
    assertTrue(lines.stream().anyMatch(line -> line.endsWith(" an error among the flood")));
    assertEquals(many, lost + lines.stream().filter(line -> line.endsWith(" INFO x")).count());
  }

  @Test
  void faultOfOneBlockDoesNotEndTheLog() throws Exception {
    BlockingQueue<String> blocks = new LinkedBlockingQueue<>();
    PrintStream faulty =
        taking(block -> {
          blocks.add(block);
          if (block.contains("first")) {
            throw new StackOverflowError("once");
          }
        });
    LogWriter writer = LogWriter.start(faulty, new LogLine());
    for (String said : List.of("first", "second")) {
      writer.publish(new LogRecord(Level.INFO, said));
      String block = String.valueOf(blocks.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      assertTrue(block.contains(" INFO " + said), block);
    }
    writer.close();
  }

  @Test
  void noTextOfStrangersBeginsALine() {
    LogWriter writer = LogWriter.start(new PrintStream(written, false, UTF_8), new LogLine());
    String forged = "a\r\n2026-11-23T08:15:00.000Z INFO forged\u2028\u001b[2J\u202e瀑布";
    LogRecord logged = new LogRecord(Level.WARNING, forged);
    logged.setThrown(new IllegalStateException(forged, new IllegalStateException(forged)));
    writer.publish(logged);
    writer.close();
    List<String> lines = lines();
    String clean = "a\uFFFD\uFFFD2026-11-23T08:15:00.000Z INFO forged\uFFFD\uFFFD[2J\uFFFD瀑布";
    assertTrue(lines.getFirst().endsWith(" WARNING " + clean), lines.getFirst());
    assertTrue(lines.size() > 3, lines::toString);
    lines.stream().skip(1).forEach(line -> assertTrue(line.startsWith("  "), line));
    assertTrue(written.toString(UTF_8).chars().noneMatch(c -> c == '\u001b' || c == '\u2028'));
  }

  @Test
  void whatIsLoggedAfterTheEndIsWritten() {
    LogWriter writer = LogWriter.start(new PrintStream(written, false, UTF_8), new LogLine());
    writer.close();
    writer.publish(new LogRecord(Level.WARNING, "last"));
    assertTrue(written.toString(UTF_8).endsWith(" WARNING last" + System.lineSeparator()));
  }

  @Test
  void whatIsLoggedAfterTheEndWhileAnotherLineIsBeingWrittenIsWrittenToo() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(1);
    PrintStream slow =
        taking(block -> {
          writing.countDown();
          try {
            assertTrue(taken.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          written.writeBytes(block.getBytes(UTF_8));
        });
    LogWriter writer = LogWriter.start(slow, new LogLine());
    writer.close();
    Thread other =
        Thread.ofVirtual().start(() -> writer.publish(new LogRecord(Level.INFO, "first")));
    assertTrue(writing.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    writer.publish(new LogRecord(Level.INFO, "second"));
    taken.countDown();
    other.join();
    List<String> lines = lines();
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(lines.getLast().endsWith(" INFO second"), lines::toString);
  }

  /** A stream that hands on each block that is written to it at once. */
  private static PrintStream taking(Consumer<String> taker) {
    OutputStream stream =
        new OutputStream() {
          @Override
          public void write(int one) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            taker.accept(new String(bytes, offset, length, UTF_8));
          }
        };
    return new PrintStream(stream, false, UTF_8);
  }

  private static void log(LogWriter writer, int thread) {
    for (int i = 0; i < EACH; i++) {
      writer.publish(new LogRecord(Level.INFO, "线程" + thread + " " + i));
    }
  }

  private List<String> lines() {
    return written.toString(UTF_8).lines().toList();
  }
}

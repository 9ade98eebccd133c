package dev.afterglow.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Writes log lines from a thread of its own, many at once, so that whoever logs never waits: not
 * for a lock that all requests share, and not for whoever reads the log. Lines that find the queue
 * full are left out and counted. A process that is killed loses the lines of its last moment.
 */
final class LogWriter extends Handler {
  private static final int WAITING_MAX = 20_000;

  /** Kept free for warnings and errors, so that a flood of requests cannot push them out. */
  private static final int RESERVED = 2_000;

  private static final Duration GATHERING = Duration.ofMillis(5);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final int BLOCK_CHARACTERS = 64 << 10;

  private final PrintStream out;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private final Thread thread = Thread.ofPlatform().daemon().name("log").unstarted(this::work);
  private final ReentrantLock writing = new ReentrantLock();
  private volatile boolean idle;
  private volatile boolean closed;

  private LogWriter(PrintStream out, Formatter formatter) {
    this.out = out;
    setFormatter(formatter);
  }

  /** A writer that is at work until it is closed. */
  static LogWriter start(PrintStream out, Formatter formatter) {
    LogWriter writer = new LogWriter(out, formatter);
    writer.thread.start();
    return writer;
  }

  @Override
  public void publish(LogRecord logged) {
    if (!isLoggable(logged)) {
      return;
    }
    String line;
    try {
      line = getFormatter().format(logged);
    } catch (RuntimeException e) {
      reportError("a record has no text", e, ErrorManager.FORMAT_FAILURE);
      return;
    }
    boolean important = logged.getLevel().intValue() >= Level.WARNING.intValue();
    if (waiting.incrementAndGet() > (important ? WAITING_MAX : WAITING_MAX - RESERVED)) {
      waiting.decrementAndGet();
      lost.incrementAndGet();
      return;
    }
    lines.add(line);
    if (idle) {
      LockSupport.unpark(thread);
    }
    if (closed) {
      writeUnlessSomebodyDoes();
    }
  }

  private void work() {
    while (!closed) {
      try {
        idle = true;
        if (lines.isEmpty()) {
          LockSupport.park(this);
        }
        idle = false;
        LockSupport.parkNanos(this, GATHERING.toNanos());
        writeAll();
      } catch (Throwable _) {
        lost.incrementAndGet(); // at least: whatever it was, the log has to go on
      }
    }
  }

  private void writeAll() {
    do {
      writing.lock();
      try {
        writeLines();
      } finally {
        writing.unlock();
      }
    } while (closed && !lines.isEmpty());
  }

  /**
   * What is logged while the process ends, when no thread comes by any more. Whoever is writing
   * looks once more for such lines when it is done, so nobody has to wait here.
   */
  private void writeUnlessSomebodyDoes() {
    while (!lines.isEmpty() && writing.tryLock()) {
      try {
        writeLines();
      } finally {
        writing.unlock();
      }
    }
  }

  private void writeLines() {
    StringBuilder block = new StringBuilder();
    for (String line; (line = lines.poll()) != null; ) {
      waiting.decrementAndGet();
      block.append(line);
      if (block.length() >= BLOCK_CHARACTERS) {
        write(block);
        block.setLength(0);
      }
    }
    long missing = lost.getAndSet(0);
    if (missing > 0) {
      String told = missing + " lines were left out here: the log was not taken fast enough";
      block.append(getFormatter().format(new LogRecord(Level.WARNING, told)));
    }
    write(block);
  }

  private void write(StringBuilder block) {
    if (block.isEmpty()) {
      return;
    }
    byte[] bytes = block.toString().getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /** Writes what waits. Must not be called by those who must not wait. */
  @Override
  public void flush() {
    writeAll();
  }

  /** Writes what waits, as long as somebody takes it, and goes on to write. */
  void settle() {
    Thread last = Thread.ofPlatform().daemon().name("log-end").start(this::writeAll);
    try {
      last.join(LAST_WORDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** As {@link #settle}, for good. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    settle();
  }
}

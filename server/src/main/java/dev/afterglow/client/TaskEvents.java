package dev.afterglow.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task's events as the server sends them. Broken off, they go on where they were with {@link
 * #lastId}. Read by one thread.
 */
public final class TaskEvents implements AutoCloseable {
  /** No server is silent for so long: its signs of life come more often. */
  private static final Duration SILENCE = Duration.ofMinutes(6);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

  private final InputStream body;
  private final BufferedReader lines;
  private final Thread watch;
  private String lastId;
  private volatile long heard = System.nanoTime();

  TaskEvents(InputStream body, String lastId) {
    this.body = body;
    this.lines = new BufferedReader(new InputStreamReader(body, UTF_8));
    this.lastId = lastId;
    this.watch = Thread.ofVirtual().name("task-events").start(this::watch);
  }

  /** The id of the last event that was read, or where the stream began; empty text for none. */
  public String lastId() {
    return lastId;
  }

  /**
   * Waits for the next event.
   *
   * @return the task as it is; empty if the stream has ended
   */
  public Optional<FilmTask> next() throws IOException {
    String id = lastId;
    StringBuilder data = new StringBuilder();
    for (String line = line(); line != null; line = line()) {
      if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("data:")) {
        data.append(line.substring(5));
      } else if (line.isEmpty() && !data.isEmpty()) {
        lastId = id;
        return Optional.of(Wire.event(data.toString()));
      }
    }
    return Optional.empty();
  }

  private @Nullable String line() throws IOException {
    try {
      String line = lines.readLine();
      heard = System.nanoTime();
      return line;
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause());
    }
  }

  private void watch() {
    try {
      while (System.nanoTime() - heard < SILENCE.toNanos()) {
        Thread.sleep(BETWEEN_LOOKS);
      }
      body.close();
    } catch (InterruptedException | IOException _) {
      // closed already
    }
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    body.close();
  }
}

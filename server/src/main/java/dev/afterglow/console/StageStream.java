package dev.afterglow.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.events.Snapshot;
import dev.afterglow.events.Watching;
import dev.afterglow.http.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The stage of one task as it changes, drawn anew each time: server-sent events whose data is HTML.
 * Ends with the task, with the session that asked, and after a while, when the browser asks again.
 */
final class StageStream implements Answer.Body {
  static final String MEDIA_TYPE = "text/event-stream; charset=utf-8";

  private static final String RETRY = "retry: 2000\n\n";
  private static final String SIGN_OF_LIFE = ":\n\n";

  private final Watching watching;
  private final Function<Snapshot, String> html;
  private final BooleanSupplier allowed;
  private final Duration heartbeat;
  private final Duration longest;
  private final LongSupplier nanoTime;

  /**
   * @param html draws the stage
   * @param allowed whether whoever asked is still signed in; looked at before anything is told
   */
  StageStream(
      Watching watching,
      Function<Snapshot, String> html,
      BooleanSupplier allowed,
      Duration heartbeat,
      Duration longest,
      LongSupplier nanoTime) {
    this.watching = watching;
    this.html = html;
    this.allowed = allowed;
    this.heartbeat = heartbeat;
    this.longest = longest;
    this.nanoTime = nanoTime;
  }

  @Override
  public void copyTo(OutputStream out) throws IOException {
    try {
      send(out, RETRY);
      follow(out);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the server stops
    }
  }

  private void follow(OutputStream out) throws IOException, InterruptedException {
    long end = nanoTime.getAsLong() + longest.toNanos();
    Snapshot known = watching.now();
    tell(out, known);
    while (!known.ended()) {
      long left = end - nanoTime.getAsLong();
      if (left <= 0) {
        return;
      }
      Watching.News news =
          watching.await(known, Duration.ofNanos(Math.min(left, heartbeat.toNanos())));
      if (!allowed.getAsBoolean()) {
        return;
      }
      switch (news) {
        case Watching.Changed(Snapshot changed) -> {
          known = changed;
          tell(out, known);
        }
        case Watching.Quiet _ -> send(out, SIGN_OF_LIFE);
        case Watching.ShutOut _, Watching.Stopping _ -> {
          return;
        }
      }
    }
  }

  /** Every line of the HTML is a line of data; a line break within a prompt stays one. */
  private void tell(OutputStream out, Snapshot now) throws IOException {
    StringBuilder event = new StringBuilder("event: stage\n");
    html.apply(now).lines().forEach(line -> event.append("data: ").append(line).append('\n'));
    send(out, event.append('\n').toString());
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    watching.close();
  }
}

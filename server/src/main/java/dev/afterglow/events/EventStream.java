package dev.afterglow.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.http.Answer;
import dev.afterglow.tasks.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * One task's events as they come, in the format of <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent events</a>: a
 * first one with the task as it is, one for every change, and after the task's end the last one. A
 * client that reads slowly gets the newest state and misses what lay between.
 */
public final class EventStream implements Answer.Body {
  /** The media type of event streams. */
  public static final String MEDIA_TYPE = "text/event-stream; charset=utf-8";

  private static final String RETRY = "retry: 2000\n\n";
  private static final String SIGN_OF_LIFE = ":\n\n";

  private final TaskWatch watch;
  private final Watching watching;
  private final Optional<EventId> last;
  private final Function<Snapshot, String> json;
  private int percent;

  /** What a client is told, and so what an event is called. */
  private enum Kind {
    /** The state, or where within it the task stands. */
    STATE("state"),
    PROGRESS("progress"),
    /** The position in the queue. */
    QUEUE("queue"),
    /** The end. */
    RESULT("result");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }
  }

  /**
   * @param lastEventId what the client says that it has seen already
   * @param json a state as one line of JSON
   */
  public EventStream(
      TaskWatch watch,
      Watching watching,
      Optional<String> lastEventId,
      Function<Snapshot, String> json) {
    this.watch = watch;
    this.watching = watching;
    this.last = lastEventId.flatMap(EventId::parse);
    this.json = json;
    this.percent = last.map(EventId::percent).orElse(0);
  }

  /** Whether the client has seen the end already, and need not come again. */
  public boolean isOver() {
    Snapshot now = watching.now();
    return now.ended() && last.filter(EventId.of(now)::equals).isPresent();
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
    long end = watch.nanoTime().getAsLong() + watch.limits().longestStream().toNanos();
    Snapshot known = watching.now();
    Optional<EventId> seen = last;
    while (true) {
      Snapshot shown = neverBack(known);
      EventId now = EventId.of(shown);
      if (seen.filter(now::equals).isEmpty()) {
        tell(out, shown, kind(seen, shown, now), now);
        seen = Optional.of(now);
      }
      long left = end - watch.nanoTime().getAsLong();
      if (shown.ended() || left <= 0) {
        return;
      }
      Duration most = Duration.ofNanos(Math.min(left, watch.limits().heartbeat().toNanos()));
      switch (watching.await(known, most)) {
        case Watching.Changed(Snapshot changed) -> known = changed;
        case Watching.Quiet _ -> send(out, SIGN_OF_LIFE);
        case Watching.ShutOut _, Watching.Stopping _ -> {
          return;
        }
      }
    }
  }

  /** A server that was killed may know of less progress than it has told. */
  private Snapshot neverBack(Snapshot known) {
    Task task = known.task().withProgress(Math.min(percent, 99));
    percent = Math.max(percent, task.progressPercent());
    return new Snapshot(task, known.ahead());
  }

  private static Kind kind(Optional<EventId> seen, Snapshot shown, EventId now) {
    if (shown.ended()) {
      return Kind.RESULT;
    }
    if (seen.isEmpty()
        || seen.get().revision() != now.revision()
        || seen.get().stopping() != now.stopping()) {
      return Kind.STATE;
    }
    return seen.get().percent() == now.percent() ? Kind.QUEUE : Kind.PROGRESS;
  }

  private void tell(OutputStream out, Snapshot shown, Kind kind, EventId id) throws IOException {
    send(out, "event: " + kind.wire + "\nid: " + id + "\ndata: " + json.apply(shown) + "\n\n");
    watch.count();
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

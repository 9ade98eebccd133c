package dev.afterglow.events;

import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.text.Printable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A question that waits for its answer: {@code ?wait=SECONDS}. The answer comes when the task has
 * ended, or is told to be otherwise than the client knows, or when the time is over.
 */
public final class LongPoll implements Answer.Awaited {
  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

  private final Watching watching;
  private final Duration longest;
  private final Predicate<Snapshot> enough;
  private final Function<Snapshot, Answer> answer;
  private final LongSupplier nanoTime;

  /**
   * @param enough whether a state is worth an answer before the time is over
   */
  public LongPoll(
      Watching watching,
      Duration longest,
      Predicate<Snapshot> enough,
      Function<Snapshot, Answer> answer,
      LongSupplier nanoTime) {
    this.watching = watching;
    this.longest = longest;
    this.enough = enough;
    this.answer = answer;
    this.nanoTime = nanoTime;
  }

  /**
   * How long a request is willing to wait; empty if it is not, or if its connection may not.
   *
   * @throws ApiError 400 for everything but whole seconds within the bound
   */
  public static Optional<Duration> seconds(Exchange exchange, Duration longest) {
    Optional<String> said = exchange.query("wait").map(String::strip).filter(s -> !s.isEmpty());
    if (said.isEmpty()) {
      return Optional.empty();
    }
    boolean whole = WHOLE.matcher(said.get()).matches();
    if (!whole || Long.parseLong(said.get()) > longest.toSeconds()) {
      throw ApiError.invalid("events.wait", Printable.of(said.get()), longest.toSeconds())
          .about("wait")
          .coded("invalid_value");
    }
    return Optional.of(Duration.ofSeconds(Long.parseLong(said.get())))
        .filter(wait -> wait.isPositive() && exchange.mayWait());
  }

  @Override
  public Answer await() throws InterruptedException {
    long end = nanoTime.getAsLong() + longest.toNanos();
    Snapshot seen = watching.now();
    while (!enough.test(seen)) {
      Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
      switch (watching.await(seen, left)) {
        case Watching.Changed(Snapshot now) -> seen = now;
        case Watching.Quiet _, Watching.Stopping _ -> {
          return answer.apply(seen);
        }
        case Watching.ShutOut _ -> throw ApiError.unauthenticated();
      }
    }
    return answer.apply(seen);
  }

  @Override
  public void hurry() {
    watching.stop();
  }

  @Override
  public void close() {
    watching.close();
  }
}

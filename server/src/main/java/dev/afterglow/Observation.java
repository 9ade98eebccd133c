package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.config.Settings;
import dev.afterglow.http.Route;
import dev.afterglow.ops.BookWatch;
import dev.afterglow.ops.Check;
import dev.afterglow.ops.Health;
import dev.afterglow.ops.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** What can be seen of a server from outside: health and metrics. */
record Observation(Metrics metrics, BookWatch books, List<Route> routes) implements AutoCloseable {
  /** What a crash has left is cleared away by then, and no operator waits long for a number. */
  private static final Duration BEFORE_THE_FIRST_EXAMINATION = Duration.ofSeconds(20);

  private static final Duration BETWEEN_EXAMINATIONS = Duration.ofMinutes(15);

  static Observation open(
      Foundation base, Workshop workshop, Settings settings, Surroundings around) {
    Metrics metrics = new Metrics();
    BookWatch books =
        new BookWatch(
            () -> base.doctor(around).examine().findings().size(),
            BEFORE_THE_FIRST_EXAMINATION,
            BETWEEN_EXAMINATIONS,
            around.nanoTime());
    publish(metrics, workshop, books);
    List<Route> routes = new ArrayList<>(health(base, workshop, settings).routes());
    settings.metrics().token().ifPresent(token -> routes.add(metrics.route(token.value())));
    return new Observation(metrics, books, List.copyOf(routes));
  }

  @Override
  public void close() {
    books.close();
    metrics.close();
  }

  private static Health health(Foundation base, Workshop workshop, Settings settings) {
    long least = settings.storage().minimumFreeBytes();
    return new Health(
        List.of(
            new Check("database", () -> reads(base)),
            new Check("disk", () -> workshop.films().usableBytes() >= least)));
  }

  /** Anything that makes the database look into its file; it throws if it cannot. */
  private static boolean reads(Foundation base) {
    base.accounts().owner(Accounts.LOCAL);
    return true;
  }

  private static void publish(Metrics metrics, Workshop workshop, BookWatch books) {
    String ended = "Tasks that ended since the start";
    metrics.counter(
        "afterglow.tasks.ended", ended, "how", "completed", workshop.tally()::completed);
    metrics.counter("afterglow.tasks.ended", ended, "how", "failed", workshop.tally()::failed);
    metrics.counter(
        "afterglow.tasks.ended", ended, "how", "cancelled", workshop.tally()::cancelled);
    metrics.gauge(
        "afterglow.tasks.waiting", "Tasks in line", () -> workshop.store().queries().waiting());
    metrics.gauge("afterglow.tasks.running", "Tasks under way", workshop.runner()::underWay);
    metrics.gauge(
        "afterglow.engine.losses",
        "Tasks given up that an engine may yet make and bill",
        workshop.tally()::losses);
    metrics.gauge(
        "afterglow.books.discrepancies",
        "Where ledger, tasks and files disagree; must be 0",
        books::discrepancies);
    metrics.gauge("afterglow.disk.free.bytes", "Free space for films", freeBytes(workshop));
  }

  private static DoubleSupplier freeBytes(Workshop workshop) {
    return () -> {
      try {
        return workshop.films().usableBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}

package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.config.Settings;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.http.Route;
import dev.afterglow.ops.AuditSchedule;
import dev.afterglow.ops.Check;
import dev.afterglow.ops.Health;
import dev.afterglow.ops.Metrics;
import dev.afterglow.tasks.store.UnclearTasks;
import dev.afterglow.webhooks.OutboxReport;
import dev.afterglow.webhooks.WebhookCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** What can be seen of a server from outside: health and metrics. */
record Observation(Metrics metrics, AuditSchedule books, List<Route> routes)
    implements AutoCloseable {
  /** What a crash has left is cleared away by then, and no operator waits long for a number. */
  private static final Duration BEFORE_THE_FIRST_EXAMINATION = Duration.ofSeconds(20);

  static Observation open(
      Foundation base, Workshop workshop, Hooks hooks, Settings settings, Environment around) {
    Metrics metrics = new Metrics();
    AuditSchedule books =
        new AuditSchedule(
            base.doctor(around)::compare,
            BEFORE_THE_FIRST_EXAMINATION,
            settings.audit().interval(),
            around.nanoTime(),
            base.fatal());
    publish(metrics, workshop, books);
    UnclearTasks unclear = new UnclearTasks(base.database());
    metrics.gauge(
        "afterglow.tasks.unclear",
        "Tasks whose orders got no readable answer, for the operator to decide",
        unclear::count);
    publish(metrics, hooks.delivery().counters(), new OutboxReport(base.database(), around.time()));
    metrics.counter(
        "afterglow.errors.unexpected",
        "Faults that threads of the background have survived or died of",
        "where",
        "background",
        base.fatal()::count);
    List<Route> routes = new ArrayList<>(health(base, settings).routes());
    settings.metrics().token().ifPresent(token -> routes.add(metrics.route(token.value())));
    return new Observation(metrics, books, List.copyOf(routes));
  }

  @Override
  public void close() {
    books.close();
    metrics.close();
  }

  private static Health health(Foundation base, Settings settings) {
    DiskSpace disk = base.disk(settings.storage());
    return new Health(
        List.of(
            new Check("database", () -> reads(base)),
            new Check("disk", () -> disk.room() != DiskSpace.Room.NONE)));
  }

  /** Anything that makes the database look into its file; it throws if it cannot. */
  private static boolean reads(Foundation base) {
    base.accounts().owner(Accounts.LOCAL);
    return true;
  }

  private static void publish(Metrics metrics, Workshop workshop, AuditSchedule books) {
    String ended = "Tasks that ended since the start";
    metrics.counter(
        "afterglow.tasks.ended", ended, "how", "completed", workshop.counters()::completed);
    metrics.counter("afterglow.tasks.ended", ended, "how", "failed", workshop.counters()::failed);
    metrics.counter(
        "afterglow.tasks.ended", ended, "how", "cancelled", workshop.counters()::cancelled);
    metrics.gauge(
        "afterglow.tasks.waiting", "Tasks in the queue", () -> workshop.store().waiting());
    metrics.gauge("afterglow.tasks.running", "Tasks under way", workshop.runner()::underWay);
    metrics.gauge(
        "afterglow.engine.losses",
        "Tasks given up that an engine has made or may yet make and bill",
        workshop.counters()::losses);
    metrics.gauge(
        "afterglow.engines.paused",
        "Engines that do not accept the operator's key, account or balance; must be 0",
        () -> workshop.health().paused().size());
    metrics.gauge(
        "afterglow.runner.faults",
        "Turns of the runner that failed in a row; must be 0",
        workshop.loop()::faults);
    metrics.gauge(
        "afterglow.books.discrepancies",
        "Where ledger, tasks and files disagree; must be 0",
        books::discrepancies);
    metrics.gauge("afterglow.disk.free.bytes", "Free space for films", freeBytes(workshop));
  }

  private static void publish(Metrics metrics, WebhookCounters counters, OutboxReport outbox) {
    String attempts = "Attempts to deliver webhook messages since the start";
    String name = "afterglow.webhooks.attempts";
    metrics.counter(name, attempts, "outcome", "delivered", counters::delivered);
    metrics.counter(name, attempts, "outcome", "retried", counters::retried);
    metrics.counter(name, attempts, "outcome", "failed", counters::failed);
    metrics.gauge(
        "afterglow.webhooks.pending",
        "Webhook messages that are to be delivered, now or later",
        outbox::pending);
    metrics.gauge(
        "afterglow.webhooks.late.seconds",
        "By how much the webhook message that is most overdue is late",
        outbox::lateSeconds);
    metrics.gauge(
        "afterglow.webhooks.endpoints.failed",
        "Webhook endpoints that were disabled because they failed",
        outbox::failedEndpoints);
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

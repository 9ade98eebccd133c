package dev.afterglow;

import dev.afterglow.batches.BatchService;
import dev.afterglow.engines.Engine;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.films.FilmStore;
import dev.afterglow.fleet.Membership;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.objects.StoreHealth;
import dev.afterglow.ops.AuditSchedule;
import dev.afterglow.ops.Metrics;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Router;
import dev.afterglow.signin.SignInCounters;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.run.Runner;
import dev.afterglow.tasks.run.RunnerLoop;
import dev.afterglow.tasks.store.TaskCounters;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.tasks.store.UnclearTasks;
import dev.afterglow.webhooks.OutboxReport;
import dev.afterglow.webhooks.WebhookCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The figures that a server publishes of its parts, by the names that dashboards know. */
record Gauges(Metrics metrics) {
  void ofTasks(TaskStore store, UnclearTasks unclear, TaskCounters counters) {
    String ended = "Tasks that ended since the start";
    metrics.counter("afterglow.tasks.ended", ended, "how", "completed", counters::completed);
    metrics.counter("afterglow.tasks.ended", ended, "how", "failed", counters::failed);
    metrics.counter("afterglow.tasks.ended", ended, "how", "cancelled", counters::cancelled);
    metrics.gauge("afterglow.tasks.waiting", "Tasks in the queue", store::waiting);
    metrics.gauge(
        "afterglow.tasks.unclear",
        "Tasks whose orders got no readable answer, for the operator to decide",
        unclear::count);
    metrics.gauge(
        "afterglow.engine.losses",
        "Tasks given up that an engine has made or may yet make and bill",
        counters::losses);
  }

  void ofRunner(Runner runner, RunnerLoop loop, EngineHealth health, Router router) {
    for (Engine engine : router.engines()) {
      String name = engine.name();
      metrics.gauge(
          "afterglow.engine.paused",
          "Whether this engine does not accept the operator's key, account or balance; must be 0",
          "engine",
          name,
          () -> health.paused().containsKey(name) ? 1 : 0);
      metrics.gauge(
          "afterglow.engine.jobs",
          "Jobs that this engine is at work on, or is about to be given",
          "engine",
          name,
          () -> runner.making(name));
    }
    metrics.gauge("afterglow.tasks.running", "Tasks under way", runner::underWay);
    metrics.gauge(
        "afterglow.engines.paused",
        "Engines that do not accept the operator's key, account or balance; must be 0",
        () -> health.paused().size());
    metrics.gauge(
        "afterglow.runner.faults",
        "Turns of the runner that failed in a row; must be 0",
        loop::faults);
  }

  void ofBatches(BatchService batches) {
    metrics.gauge("afterglow.batches.open", "Batches that have not ended", batches::open);
  }

  void ofFinishing(Optional<String> unavailable) {
    metrics.gauge(
        "afterglow.finishing.unavailable",
        "Whether films cannot be cut, scaled and joined here, since ffmpeg cannot run; must be 0",
        () -> unavailable.isPresent() ? 1 : 0);
  }

  void ofWebhooks(WebhookCounters counters, OutboxReport outbox) {
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

  void ofHouse(AuditSchedule audit, FilmStore films, FatalErrors fatal) {
    metrics.gauge(
        "afterglow.books.discrepancies",
        "Where ledger, tasks and files disagree; must be 0",
        audit::discrepancies);
    metrics.gauge("afterglow.disk.free.bytes", "Free space for films", () -> freeBytes(films));
    metrics.counter(
        "afterglow.errors.unexpected",
        "Faults that threads of the background have survived or died of",
        "where",
        "background",
        fatal::count);
  }

  void ofStore(StoreHealth health, Runner runner) {
    String requests = "Requests to the object store since the start";
    String name = "afterglow.store.requests";
    metrics.counter(name, requests, "outcome", "answered", health::answered);
    metrics.counter(name, requests, "outcome", "refused", health::refused);
    metrics.counter(name, requests, "outcome", "broken", health::broken);
    metrics.gauge(
        "afterglow.store.unavailable",
        "Whether the object store does not work; must be 0",
        () -> health.trouble().isPresent() ? 1 : 0);
    metrics.gauge(
        "afterglow.store.tasks.waiting",
        "Tasks that wait for the object store, most of them with a finished film; must be 0",
        runner::waitingForStore);
  }

  void ofFleet(Membership membership, Runner runner) {
    metrics.gauge(
        "afterglow.fleet.nodes",
        "Nodes that are not taken for dead, this one counted",
        membership::alive);
    metrics.gauge(
        "afterglow.fleet.lease.age.seconds",
        "How long ago this node renewed its lease; beyond fleet.lease others take its tasks over",
        () -> membership.leaseAge().toMillis() / 1000.0);
    metrics.counter(
        "afterglow.fleet.lapses",
        "How often this node was silent for three quarters of its lease or longer",
        "of",
        "lease",
        membership::lapses);
    String hands = "Tasks that have changed hands between nodes since the start";
    metrics.counter("afterglow.fleet.tasks", hands, "how", "taken-over", runner::takenOver);
    metrics.counter("afterglow.fleet.tasks", hands, "how", "fenced", runner::fenced);
  }

  void ofClients(TaskWatch watch, Database database) {
    metrics.gauge(
        "afterglow.events.watching",
        "Requests that wait for tasks, by events or by ?wait=",
        watch::watching);
    metrics.counter("afterglow.events.sent", "Events sent to clients", "of", "tasks", watch::told);
    metrics.counter(
        "afterglow.database.reads", "Transactions that read", "of", "all", database::readCount);
  }

  void ofSignIns(SignInCounters counters) {
    for (SignInCounters.Way way : SignInCounters.Way.values()) {
      metrics.counter(
          "afterglow.console.signins",
          "Tries to come into the console since the start",
          "how",
          way.word(),
          () -> counters.of(way));
    }
  }

  void ofTraces(LongSupplier lost) {
    metrics.counter("afterglow.traces.lost", "Spans that no receiver took", "of", "otlp", lost);
  }

  private static double freeBytes(FilmStore films) {
    try {
      return films.usableBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

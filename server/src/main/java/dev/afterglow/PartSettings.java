package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Key;
import dev.afterglow.adapters.Engines;
import dev.afterglow.adapters.ObjectStores;
import dev.afterglow.admin.doctor.BucketFiles;
import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.api.openai.OpenAiRoutes;
import dev.afterglow.api.sora.ContractDialect;
import dev.afterglow.auth.LimitRates;
import dev.afterglow.auth.ProxyTrust;
import dev.afterglow.batches.BatchLimits;
import dev.afterglow.batches.FileLimits;
import dev.afterglow.config.ModelSettings;
import dev.afterglow.config.Secret;
import dev.afterglow.config.Settings;
import dev.afterglow.config.Settings.Store.Links;
import dev.afterglow.console.Console;
import dev.afterglow.events.WatchLimits;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.films.FilmRoutes;
import dev.afterglow.http.AnswerListener;
import dev.afterglow.http.HttpLimits;
import dev.afterglow.http.ListenerSettings;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.media.finishing.FinishingLimits;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Router;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.finishing.FinishingSettings;
import dev.afterglow.tasks.run.EngineTerms;
import dev.afterglow.tasks.run.RunSettings;
import dev.afterglow.tasks.store.KeyCaps;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.text.Language;
import dev.afterglow.tracing.TracingSettings;
import dev.afterglow.webhooks.WebhookSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The settings of the operator in the words of each part, so that no part knows where they are
 * written.
 */
record PartSettings(Settings settings) {
  /** The contract's life of a link, and so of a film. */
  static final Duration FILM_LIFE = Duration.ofHours(24);

  /**
   * @param node this process's name on its database
   */
  StoreSettings taskStore(Accounts accounts, String node) {
    Settings.Tasks limits = settings.tasks();
    return new StoreSettings(
        node,
        FILM_LIFE,
        new QueueBounds(limits.waitingPerOwner(), limits.waitingInAll()),
        caps(accounts, limits.runningPerKey()));
  }

  /** A key's own bound, or else everybody's. */
  private static KeyCaps caps(Accounts accounts, int usual) {
    return (tx, keyId) ->
        accounts
            .key(tx, keyId)
            .map(Key::scope)
            .map(scope -> scope.runningTasks().orElse(usual))
            .orElse(usual);
  }

  RunSettings runner(Map<String, EngineTerms> terms) {
    return RunSettings.DEFAULT
        .withDeadlines(settings.tasks().engineDeadline(), settings.tasks().longestWait())
        .withTerms(terms);
  }

  /** What the console shows of the engines and does with them. */
  Console.Engines console(
      Engines engines, Router router, EngineHealth health, Executor worker, Path trials) {
    Map<String, String> types = new LinkedHashMap<>();
    engines.all().forEach(engine -> types.put(engine.name(), engines.type(engine.name())));
    Map<String, Long> prices = new LinkedHashMap<>();
    engines
        .terms()
        .forEach(
            (name, terms) -> terms.priceMicros().ifPresent(micros -> prices.put(name, micros)));
    return new Console.Engines(router, health, types, prices, worker, trials);
  }

  FinishingSettings finishing() {
    Settings.Finishing chosen = settings.finishing();
    return new FinishingSettings(
        FinishingLimits.DEFAULT.within(chosen.children(), chosen.time(), chosen.memoryBytes()),
        Set.of(ModelSettings.PREVIEW),
        chosen.maxUpscale(),
        chosen.stills());
  }

  /** Where requests may go whose address a client named. */
  OutboundPolicy outbound() {
    Settings.Images allowed = settings.images();
    return new OutboundPolicy(allowed.allowedNetworks(), Set.copyOf(allowed.allowedPorts()));
  }

  FileLimits files() {
    Settings.Files kept = settings.files();
    return new FileLimits(kept.largestBytes(), kept.bytesPerOwner(), kept.perOwner());
  }

  BatchLimits batches() {
    Settings.Batches set = settings.batches();
    return new BatchLimits(set.lines(), set.openPerOwner(), set.runningPerOwner());
  }

  /** Where messages about the ends of tasks may go. */
  OutboundPolicy webhookTargets() {
    Settings.Webhooks allowed = settings.webhooks();
    return new OutboundPolicy(allowed.allowedNetworks(), Set.copyOf(allowed.allowedPorts()));
  }

  WebhookSettings webhooks() {
    Settings.Webhooks chosen = settings.webhooks();
    return new WebhookSettings(
        chosen.endpointsPerOwner(),
        chosen.concurrency(),
        chosen.timeout(),
        chosen.retryFor(),
        chosen.disableAfter(),
        chosen.keep());
  }

  /** Empty where nobody is to get any. */
  Optional<TracingSettings> tracing(String release) {
    Settings.Tracing chosen = settings.tracing();
    return chosen
        .endpoint()
        .map(endpoint ->
            new TracingSettings(
                endpoint,
                chosen.header().map(Secret::value),
                chosen.share(),
                chosen.fromClients(),
                chosen.toEngines(),
                release));
  }

  LimitRates rates() {
    Settings.Limits rates = settings.limits();
    return new LimitRates(
        rates.perKey(), rates.perOwner(), rates.wrongKeysPerAddress(), rates.openPerAddress());
  }

  ListenerSettings listener(ProxyTrust proxies) {
    Settings.Listen listen = settings.listen();
    return new ListenerSettings(
        listen.host(),
        listen.port(),
        listen.publicUrl(),
        new ContractDialect(Language.ZH),
        limits(settings.capacity())
            .withBodiesOf(OpenAiRoutes.formBytes(settings.files().largestBytes())),
        proxies::trusts,
        AnswerListener.NONE,
        FatalErrors.logged());
  }

  /** Connections that wait leave half of them to those that do not. */
  WatchLimits watching() {
    Settings.Events events = settings.events();
    return new WatchLimits(
        events.places() > 0
            ? events.places()
            : Math.max(1, limits(settings.capacity()).connections() / 2),
        events.placesPerKey(),
        events.longestWait(),
        events.longestStream(),
        events.heartbeat());
  }

  /** What the operator has set, and otherwise what this process's heap can keep. */
  private static HttpLimits limits(Settings.Capacity set) {
    HttpLimits heap = HttpLimits.forHeap(Runtime.getRuntime().maxMemory());
    return heap.withCapacity(
            set.bodyMemoryBytes() > 0 ? set.bodyMemoryBytes() : heap.bodyMemoryBytes(),
            set.connections() > 0 ? set.connections() : heap.connections(),
            set.requests() > 0 ? set.requests() : heap.requests(),
            set.streams() > 0 ? set.streams() : heap.streams())
        .withWritePace(set.streamBytesPerSecond());
  }

  /** Who hands films over. */
  FilmRoutes.Delivery delivery() {
    return switch (settings.store().map(Settings.Store::links).orElse(Links.PROXIED)) {
      case PROXIED -> FilmRoutes.Delivery.PROXIED;
      case PRESIGNED -> FilmRoutes.Delivery.PRESIGNED;
    };
  }

  /** A doctor that looks where files are kept. */
  static Doctor doctor(
      Database database, DataDirectory data, ObjectStores stores, InstantSource time) {
    return stores
        .everything()
        .map(all ->
            new Doctor(
                database, new BucketFiles(all, ObjectStores.staging(data.videos()), time), time))
        .orElseGet(() -> new Doctor(database, data, time));
  }
}

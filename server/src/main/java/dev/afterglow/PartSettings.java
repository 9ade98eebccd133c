package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Key;
import dev.afterglow.api.openai.OpenAiRoutes;
import dev.afterglow.api.sora.ContractDialect;
import dev.afterglow.auth.LimitRates;
import dev.afterglow.auth.ProxyTrust;
import dev.afterglow.batches.BatchLimits;
import dev.afterglow.batches.FileLimits;
import dev.afterglow.config.ModelSettings;
import dev.afterglow.config.Settings;
import dev.afterglow.events.WatchLimits;
import dev.afterglow.http.AnswerListener;
import dev.afterglow.http.HttpLimits;
import dev.afterglow.http.ListenerSettings;
import dev.afterglow.media.finishing.FinishingLimits;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.finishing.FinishingSettings;
import dev.afterglow.tasks.run.EngineTerms;
import dev.afterglow.tasks.run.RunSettings;
import dev.afterglow.tasks.store.KeyCaps;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.text.Language;
import dev.afterglow.webhooks.WebhookSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

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

  FinishingSettings finishing() {
    Settings.Finishing chosen = settings.finishing();
    return new FinishingSettings(
        FinishingLimits.DEFAULT.within(chosen.children(), chosen.time(), chosen.memoryBytes()),
        Set.of(ModelSettings.PREVIEW),
        chosen.maxUpscale());
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
        AnswerListener.NONE);
  }

  /** Connections that wait leave half of them to those that do not. */
  WatchLimits watching() {
    Settings.Events events = settings.events();
    return new WatchLimits(
        events.places() > 0 ? events.places() : limits(settings.capacity()).connections() / 2,
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
}

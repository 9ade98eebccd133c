package dev.afterglow;

import dev.afterglow.api.openai.OpenAiRoutes;
import dev.afterglow.api.openai.StillPictures;
import dev.afterglow.api.openai.WebhookRoutes;
import dev.afterglow.api.resellers.ResellerRoutes;
import dev.afterglow.api.sora.ContractDialect;
import dev.afterglow.api.sora.RedeemRoutes;
import dev.afterglow.api.sora.SoraRoutes;
import dev.afterglow.api.sora.UploadRoutes;
import dev.afterglow.auth.ApiKeyAuthenticator;
import dev.afterglow.auth.LimitRates;
import dev.afterglow.auth.ProxyTrust;
import dev.afterglow.auth.RateLimiter;
import dev.afterglow.config.Settings;
import dev.afterglow.films.FilmRoutes;
import dev.afterglow.films.LinkKeys;
import dev.afterglow.films.Links;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.http.HttpLimits;
import dev.afterglow.http.Language;
import dev.afterglow.http.Listener;
import dev.afterglow.http.ListenerSettings;
import dev.afterglow.http.Messages;
import dev.afterglow.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What stands towards the network: the gate, the dialects' routes and the listener. */
record FrontDoor(Listener listener, LocalPass localPass) implements AutoCloseable {
  static FrontDoor open(
      Foundation base,
      Workshop workshop,
      Intake intake,
      Hooks hooks,
      Observation seen,
      Settings settings,
      Environment around)
      throws IOException {
    LocalPass gate =
        new LocalPass(
            new ApiKeyAuthenticator(
                base.accounts(), limits(settings.limits(), around), proxies(settings)),
            base.firstStart(around).ownKey(),
            around.random());
    List<Route> api = api(base, workshop, intake, hooks, settings, around);
    List<Route> routes = new ArrayList<>(seen.metrics().metered(api, around.nanoTime()));
    routes.addAll(seen.routes());
    Listener listener =
        Listener.start(
            listening(settings),
            routes,
            seen.metrics().metered(gate),
            Messages.load(
                "/dev/afterglow/auth/messages",
                SoraRoutes.MESSAGES,
                UploadRoutes.MESSAGES,
                OpenAiRoutes.MESSAGES,
                WebhookRoutes.MESSAGES),
            around.random(),
            around.nanoTime());
    return new FrontDoor(listener, gate);
  }

  private static List<Route> api(
      Foundation base,
      Workshop workshop,
      Intake intake,
      Hooks hooks,
      Settings settings,
      Environment around)
      throws IOException {
    Links links =
        new Links(LinkKeys.open(base.directory().linkKeys(), around.random()), around.time());
    List<Route> routes = new ArrayList<>(new FilmRoutes(workshop.films(), links).routes());
    GenerationService generation =
        new GenerationService(
            workshop.tasks(),
            workshop.router(),
            base.prices(),
            base.ledger(),
            intake.images(),
            around.time());
    routes.addAll(UploadRoutes.of(intake.uploads()));
    routes.addAll(RedeemRoutes.of(base.codes(), base.ledger()));
    routes.addAll(
        SoraRoutes.of(
            workshop.tasks(),
            generation,
            hooks.webhooks()::callback,
            links,
            base.ledger(),
            base.prices(),
            workshop.router(),
            workshop.store().usage(),
            base.disk(settings.storage()),
            around.time()));
    routes.addAll(
        OpenAiRoutes.of(
            workshop.tasks(),
            generation,
            new StillPictures(workshop.films(), workshop.finishing().films()),
            base.disk(settings.storage()),
            settings.openAi().fitReference()));
    routes.addAll(
        ResellerRoutes.of(
            workshop.tasks(),
            generation,
            hooks.webhooks()::callback,
            links,
            base.disk(settings.storage())));
    routes.addAll(WebhookRoutes.of(hooks.webhooks()));
    return routes;
  }

  @Override
  public void close() {
    listener.close();
  }

  private static RateLimiter limits(Settings.Limits rates, Environment around) {
    return new RateLimiter(
        new LimitRates(
            rates.perKey(), rates.perOwner(), rates.wrongKeysPerAddress(), rates.openPerAddress()),
        around.nanoTime());
  }

  private static ProxyTrust proxies(Settings settings) {
    return new ProxyTrust(settings.listen().trustedProxies());
  }

  private static ListenerSettings listening(Settings settings) {
    Settings.Listen listen = settings.listen();
    ListenerSettings plain =
        ListenerSettings.of(listen.host(), listen.port(), new ContractDialect(Language.ZH))
            .within(capacity(settings.capacity()))
            .behind(proxies(settings)::trusts);
    return listen.publicUrl().map(plain::withPublicUrl).orElse(plain);
  }

  /** What the operator has set, and otherwise what this process's heap can keep. */
  private static HttpLimits capacity(Settings.Capacity set) {
    HttpLimits heap = HttpLimits.forHeap(Runtime.getRuntime().maxMemory());
    return heap.withCapacity(
            set.bodyMemoryBytes() > 0 ? set.bodyMemoryBytes() : heap.bodyMemoryBytes(),
            set.connections() > 0 ? set.connections() : heap.connections(),
            set.requests() > 0 ? set.requests() : heap.requests(),
            set.streams() > 0 ? set.streams() : heap.streams())
        .withWritePace(set.streamBytesPerSecond());
  }
}

package dev.afterglow;

import dev.afterglow.config.Settings;
import dev.afterglow.gate.KeyGate;
import dev.afterglow.http.Listener;
import dev.afterglow.http.ListenerSettings;
import dev.afterglow.http.Messages;
import dev.afterglow.http.Route;
import dev.afterglow.limits.LimitRates;
import dev.afterglow.limits.Limits;
import dev.afterglow.limits.ProxyTrust;
import dev.afterglow.net.Cidr;
import dev.afterglow.sora.RedeemRoutes;
import dev.afterglow.sora.SoraRoutes;
import dev.afterglow.sora.UploadRoutes;
import dev.afterglow.videos.LinkKeys;
import dev.afterglow.videos.Links;
import dev.afterglow.videos.VideoRoutes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What stands towards the network: the gate, the dialects' routes and the listener. */
record FrontDoor(Listener listener, LocalPass localPass) implements AutoCloseable {
  static FrontDoor open(
      Foundation base,
      Workshop workshop,
      Intake intake,
      Observation seen,
      Settings settings,
      Surroundings around)
      throws IOException {
    LocalPass gate =
        new LocalPass(
            new KeyGate(base.accounts(), limits(settings.limits(), around), proxies(settings)),
            base.firstStart(around).ownKey(),
            around.random());
    List<Route> routes =
        new ArrayList<>(
            seen.metrics().metered(api(base, workshop, intake, around), around.nanoTime()));
    routes.addAll(seen.routes());
    Listener listener =
        Listener.start(
            listening(settings.listen()),
            routes,
            seen.metrics().metered(gate),
            Messages.load(
                "/dev/afterglow/gate/messages", SoraRoutes.MESSAGES, UploadRoutes.MESSAGES),
            around.random(),
            around.nanoTime());
    return new FrontDoor(listener, gate);
  }

  private static List<Route> api(
      Foundation base, Workshop workshop, Intake intake, Surroundings around) throws IOException {
    Links links =
        new Links(LinkKeys.open(base.directory().linkKeys(), around.random()), around.time());
    List<Route> routes = new ArrayList<>(new VideoRoutes(workshop.films(), links).routes());
    routes.addAll(UploadRoutes.of(intake.uploads()));
    routes.addAll(RedeemRoutes.of(base.codes(), base.ledger()));
    routes.addAll(
        SoraRoutes.of(
            workshop.tasks(),
            intake.images(),
            links,
            base.ledger(),
            base.prices(),
            workshop.router(),
            workshop.store().spendings(),
            around.time()));
    return routes;
  }

  @Override
  public void close() {
    listener.close();
  }

  private static Limits limits(Settings.Limits rates, Surroundings around) {
    return new Limits(
        new LimitRates(
            rates.perKey(), rates.perOwner(), rates.wrongKeysPerAddress(), rates.openPerAddress()),
        around.nanoTime());
  }

  private static ProxyTrust proxies(Settings settings) {
    return new ProxyTrust(settings.listen().trustedProxies().stream().map(Cidr::parse).toList());
  }

  private static ListenerSettings listening(Settings.Listen listen) {
    ListenerSettings plain = ListenerSettings.of(listen.host(), listen.port());
    return listen.publicUrl().map(plain::withPublicUrl).orElse(plain);
  }
}

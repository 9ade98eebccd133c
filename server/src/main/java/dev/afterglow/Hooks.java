package dev.afterglow;

import dev.afterglow.accounts.Owner;
import dev.afterglow.api.openai.VideoIds;
import dev.afterglow.api.sora.CallbackBody;
import dev.afterglow.api.sora.SoraRoutes;
import dev.afterglow.config.Settings;
import dev.afterglow.films.LinkKeys;
import dev.afterglow.films.Links;
import dev.afterglow.http.Messages;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.Resolver;
import dev.afterglow.net.SystemResolver;
import dev.afterglow.sql.TimeOrderedIds;
import dev.afterglow.tasks.Callback;
import dev.afterglow.tasks.Task;
import dev.afterglow.webhooks.DeliveryService;
import dev.afterglow.webhooks.Sender;
import dev.afterglow.webhooks.SigningKey;
import dev.afterglow.webhooks.TaskMessages;
import dev.afterglow.webhooks.WebhookSettings;
import dev.afterglow.webhooks.Webhooks;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** How the ends of tasks are told to those who asked for it. */
record Hooks(Webhooks webhooks, DeliveryService delivery, SystemResolver resolver)
    implements AutoCloseable {
  /** A receiver has its time-out; a server that stops waits no longer than this. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  static Hooks open(Foundation base, Workshop workshop, Settings settings, Environment around)
      throws IOException {
    Settings.Webhooks set = settings.webhooks();
    SystemResolver resolver = new SystemResolver();
    GuardedClient client = client(set, resolver);
    SigningKey key = SigningKey.open(base.directory().webhookKey(), around.random());
    Links links =
        new Links(LinkKeys.open(base.directory().linkKeys(), around.random()), around.time());
    DeliveryService delivery =
        new DeliveryService(
            base.database(),
            new Sender(client, key, set.timeout(), around.time()),
            workshop.tasks(),
            new Shown(new CallbackBody(links, Messages.load(SoraRoutes.MESSAGES))),
            owner -> base.accounts().owner(owner).map(Owner::disabled).orElse(false),
            new WebhookSettings(
                set.endpointsPerOwner(),
                set.concurrency(),
                set.timeout(),
                set.retryFor(),
                set.disableAfter(),
                set.keep()),
            new DeliveryService.Surroundings(
                around.time(), around.nanoTime(), around.random(), base.fatal()));
    return new Hooks(
        webhooks(base, client, key, set, around, delivery::newWork), delivery, resolver);
  }

  /** What can be done about webhooks while no server runs: what is to be sent waits for one. */
  static Webhooks offline(Foundation base, Settings.Webhooks set, Environment around)
      throws IOException {
    return webhooks(
        base,
        client(set, new SystemResolver()),
        SigningKey.open(base.directory().webhookKey(), around.random()),
        set,
        around,
        () -> {});
  }

  private static GuardedClient client(Settings.Webhooks set, Resolver resolver) {
    return new GuardedClient(
        new OutboundPolicy(set.allowedNetworks(), Set.copyOf(set.allowedPorts())), resolver);
  }

  private static Webhooks webhooks(
      Foundation base,
      GuardedClient client,
      SigningKey key,
      Settings.Webhooks set,
      Environment around,
      Runnable newWork) {
    return new Webhooks(
        base.database(),
        client,
        new Sender(client, key, set.timeout(), around.time()),
        key,
        set.endpointsPerOwner(),
        around.time(),
        new TimeOrderedIds(around.time(), around.random()),
        newWork);
  }

  /** Begins to deliver. */
  void start() {
    delivery.start();
  }

  /** Begins nothing more, and waits a little for what is on its way. */
  boolean drain(Duration patience) {
    return delivery.drain(patience.compareTo(LONGEST_STOP) < 0 ? patience : LONGEST_STOP);
  }

  @Override
  public void close() {
    delivery.close();
    resolver.close();
  }

  /** Tasks in the words of both dialects. */
  private record Shown(CallbackBody body) implements TaskMessages {
    @Override
    public String videoId(String taskId) {
      return VideoIds.of(taskId);
    }

    @Override
    public Map<String, Object> task(Task task, Callback callback) {
      return body.of(task, callback);
    }
  }
}

package dev.afterglow.webhooks;

import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.ip.Cidr;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.Callback;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.World;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * A world whose tasks' ends are told, with receivers on this machine and a clock that a test moves.
 */
final class PostOffice implements AutoCloseable {
  /** A quick receiver may need this long on a busy machine, and a silent one costs it. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  final Database database;
  final FakeEngine engine = new FakeEngine("studio", 8);
  final World world;
  final Webhooks webhooks;
  final WebhookCounters counters = new WebhookCounters();
  final Set<String> shutOut = new HashSet<>();
  WebhookSettings settings;
  Dispatcher dispatcher;

  private final SigningKey key;
  private final GuardedClient client;

  PostOffice(Path folder, Database database, ScriptedUpstream... receivers) throws IOException {
    this(folder, database, WebhookSettings.DEFAULT, receivers);
  }

  PostOffice(
      Path folder, Database database, WebhookSettings settings, ScriptedUpstream... receivers)
      throws IOException {
    this.database = database;
    this.settings = settings;
    world = new World(folder, database, engine);
    world.endings = new Outbox();
    world.start();
    world.credit("ann", 1000 * World.PRICE);
    world.credit("bob", 1000 * World.PRICE);
    key = SigningKey.open(folder.resolve("webhook.key"), new SecureRandom());
    Set<Integer> ports = new HashSet<>();
    List.of(receivers).forEach(receiver -> ports.add(receiver.port()));
    client =
        new GuardedClient(
            new OutboundPolicy(List.of(Cidr.parse("127.0.0.0/8")), ports),
            (name, patience) -> List.of());
    webhooks =
        new Webhooks(
            database,
            client,
            sender(),
            key,
            settings.endpointsPerOwner(),
            world.clock,
            new UlidGenerator(world.clock, new Random(1)),
            () -> {});
    dispatcher = dispatcher(Runnable::run);
  }

  private Sender sender() {
    return new Sender(client, key, TIMEOUT, world.clock);
  }

  /** A dispatcher as a new process would have it. */
  Dispatcher dispatcher(Executor executor) {
    return new Dispatcher(
        database,
        new Attempts(database, sender(), world.tasks(), new Shown(), shutOut::contains),
        settings,
        new RetrySchedule(new Random(2)),
        counters,
        world.clock,
        world.clock::nanoTime,
        executor);
  }

  /** An endpoint for all events. */
  Webhooks.Registered.Issued endpoint(String owner, String url) {
    return (Webhooks.Registered.Issued)
        webhooks.create(owner, "test", url, EnumSet.allOf(EventType.class));
  }

  /** A film that is made. */
  Task film(String owner) {
    Task task = world.accepted(owner);
    world.finish();
    return world.find(task);
  }

  /** A film that is made, of whose end its own request wants to be told. */
  Task film(String owner, String callback) {
    String id =
        switch (world
            .tasks()
            .submit(
                owner,
                "key-" + owner,
                World.request().withCallback(new Callback(callback, "en", "http://here")),
                Optional.empty())) {
          case Submitted.Accepted(Task task) -> task.id();
          default -> throw new AssertionError("not accepted");
        };
    world.finish();
    return world.tasks().find(owner, id).orElseThrow();
  }

  /** Delivers what is due. */
  void tick() {
    dispatcher.tick();
  }

  /** Moves the clock on and delivers what is due. */
  void pass(Duration time) {
    world.clock.advance(time);
    tick();
  }

  /** All deliveries of an owner, of the newest task first. */
  List<Delivery> deliveries(String owner) {
    return webhooks.deliveries(owner, DeliveryQuery.newest(100));
  }

  Delivery only(String owner) {
    List<Delivery> all = deliveries(owner);
    if (all.size() != 1) {
      throw new AssertionError("not one: " + all);
    }
    return all.getFirst();
  }

  Endpoint find(Webhooks.Registered.Issued issued) {
    return webhooks.find(issued.endpoint().ownerId(), issued.endpoint().id()).orElseThrow();
  }

  @Override
  public void close() {
    database.close();
  }

  /** Tasks in a few words. */
  private record Shown() implements TaskMessages {
    @Override
    public String videoId(String taskId) {
      return taskId.replace("task_", "video_");
    }

    @Override
    public Map<String, Object> task(Task task, Callback callback) {
      return Map.of("id", task.id(), "language", callback.language());
    }
  }
}

package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.IssuedKey;
import dev.afterglow.accounts.Owner;
import dev.afterglow.adapters.Engines;
import dev.afterglow.adapters.ObjectStores;
import dev.afterglow.admin.AdminListener;
import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.admin.handlers.LocalAdminService;
import dev.afterglow.api.DiskGuard;
import dev.afterglow.api.Making;
import dev.afterglow.api.openai.BatchLines;
import dev.afterglow.api.openai.OpenAiRoutes;
import dev.afterglow.api.openai.StillPictures;
import dev.afterglow.api.openai.WebhookRoutes;
import dev.afterglow.api.openapi.OpenApiRoutes;
import dev.afterglow.api.resellers.ResellerRoutes;
import dev.afterglow.api.sora.CallbackBody;
import dev.afterglow.api.sora.RedeemRoutes;
import dev.afterglow.api.sora.SoraRoutes;
import dev.afterglow.api.sora.UploadRoutes;
import dev.afterglow.auth.ApiKeyAuthenticator;
import dev.afterglow.auth.InProcessAuthenticator;
import dev.afterglow.auth.ProxyTrust;
import dev.afterglow.auth.RateLimiter;
import dev.afterglow.batches.AccountKeys;
import dev.afterglow.batches.BatchLoop;
import dev.afterglow.batches.BatchService;
import dev.afterglow.batches.BatchWorker;
import dev.afterglow.batches.FileStore;
import dev.afterglow.cli.LocalServer;
import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.console.Console;
import dev.afterglow.events.QueueWatch;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.films.FilmRoutes;
import dev.afterglow.films.FilmStore;
import dev.afterglow.films.LinkKeys;
import dev.afterglow.films.Links;
import dev.afterglow.films.ObjectFilmStore;
import dev.afterglow.fleet.FleetLoop;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.http.AnswerListener;
import dev.afterglow.http.Listener;
import dev.afterglow.http.Route;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.images.ReferenceImages;
import dev.afterglow.images.UploadSweeper;
import dev.afterglow.images.Uploads;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.lifecycle.Closer;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.net.SystemResolver;
import dev.afterglow.objects.ObjectStore;
import dev.afterglow.ops.AuditSchedule;
import dev.afterglow.ops.Check;
import dev.afterglow.ops.Health;
import dev.afterglow.ops.Metrics;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Router;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.LiveProgress;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.TaskListener;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.tasks.expiry.Cleanup;
import dev.afterglow.tasks.expiry.ExpiryJob;
import dev.afterglow.tasks.expiry.ExpiryLoop;
import dev.afterglow.tasks.expiry.OrphanPictureSweep;
import dev.afterglow.tasks.finishing.Finishing;
import dev.afterglow.tasks.pictures.ObjectReferencePictures;
import dev.afterglow.tasks.pictures.ReferencePictureStore;
import dev.afterglow.tasks.run.NodeLease;
import dev.afterglow.tasks.run.Runner;
import dev.afterglow.tasks.run.RunnerLoop;
import dev.afterglow.tasks.run.StepContext;
import dev.afterglow.tasks.service.Decisions;
import dev.afterglow.tasks.service.TaskService;
import dev.afterglow.tasks.store.PromptSearch;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.tasks.store.TaskCounters;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.tasks.store.UnclearTasks;
import dev.afterglow.text.Messages;
import dev.afterglow.tracing.Tracing;
import dev.afterglow.webhooks.DeliveryService;
import dev.afterglow.webhooks.Outbox;
import dev.afterglow.webhooks.OutboxReport;
import dev.afterglow.webhooks.Sender;
import dev.afterglow.webhooks.SigningKey;
import dev.afterglow.webhooks.Webhooks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A running server, and the one place where its parts meet: every part is made by a constructor
 * call, from the data directory up to the listener, in the order in which this file is read.
 */
final class Server implements LocalServer {
  private static final System.Logger LOG = System.getLogger(Server.class.getName());

  /** How soon who waits for a waiting task learns that the queue has moved. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private static final Duration BETWEEN_EXPIRIES = Duration.ofSeconds(10);

  /** What a crash has left is cleared away by then, and no operator waits long for a number. */
  private static final Duration BEFORE_THE_FIRST_AUDIT = Duration.ofSeconds(20);

  /** A receiver has its time-out; a server that stops waits no longer than this. */
  private static final Duration LAST_MESSAGES = Duration.ofSeconds(5);

  private final Settings settings;
  private final Closer opened;
  private final Accounts accounts;
  private final Bootstrap bootstrap;
  private final Tasks tasks;
  private final TaskWatch watch;
  private final RunnerLoop loop;
  private final Optional<FleetLoop> fleetLoop;
  private final ExpiryLoop expiry;
  private final BatchLoop batchLoop;
  private final DeliveryService deliveries;
  private final InProcessAuthenticator authenticator;
  private final Listener listener;
  private final FrontPages front;
  private final Optional<String> unfinishable;
  private boolean stopped;

  /**
   * Starts a server. When this returns it listens and works on what an earlier process left.
   *
   * @param fatal told what threads of the background cannot survive
   * @throws dev.afterglow.sql.DataDirectoryInUse if another process holds the data directory
   * @throws IOException if a file of the data directory cannot be used
   * @throws java.io.UncheckedIOException if the address cannot be listened on
   */
  static Server start(Settings settings, Environment around, FatalErrors fatal) throws IOException {
    return start(settings, around, fatal, AnswerListener.NONE);
  }

  /**
   * As {@link #start(Settings, Environment, FatalErrors)}.
   *
   * @param answers told of every answer
   */
  static Server start(
      Settings settings, Environment around, FatalErrors fatal, AnswerListener answers)
      throws IOException {
    Server server = open(settings, around, fatal, answers);
    server.fleetLoop.ifPresent(FleetLoop::start);
    server.loop.start();
    server.expiry.start();
    server.batchLoop.start();
    server.deliveries.start();
    return server;
  }

  /** A server that listens and takes tasks, and on which nothing works yet. */
  static Server open(
      Settings settings, Environment around, FatalErrors fatal, AnswerListener answers)
      throws IOException {
    Closer opened = new Closer();
    try {
      return new Server(settings, around, fatal, answers, opened);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private Server(
      Settings settings,
      Environment outside,
      FatalErrors fatal,
      AnswerListener answers,
      Closer opened)
      throws IOException {
    this.settings = settings;
    this.opened = opened;
    PartSettings parts = new PartSettings(settings);

    // Whether ffmpeg runs here is found out beside all the rest: that program takes its time.
    CompletableFuture<Finishing> sought =
        CompletableFuture.supplyAsync(
            () -> Finishing.open(parts.finishing(), Engines.frameRates(settings)),
            Thread::startVirtualThread);

    // The data directory: accounts and money.
    DataDirectory data = Databases.directory(settings);
    DiskSpace disk = DiskSpace.of(data.root(), settings.storage().minimumFreeBytes());
    Database database = opened.add(Databases.open(settings, data, fatal));
    Environment around = FleetNode.clock(database, outside);
    this.accounts = new Accounts(database, around.time(), around.random());
    Ledger ledger = new Ledger(database);
    Prices prices = new Prices(database);
    RedeemCodes codes = new RedeemCodes(database, ledger, around.time(), around.random());
    this.bootstrap = new Bootstrap(database, accounts, ledger, around.time());
    bootstrap.owner(settings.bootstrap().creditMicros());

    // What makes films, and what becomes of them.
    ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor();
    opened.add(steps::shutdownNow);
    Engines engines = opened.add(Engines.open(settings, data, around));
    opened.add(() -> sought.join().close());
    Tracing tracing =
        opened.add(
            Tracing.open(
                parts.tracing(around.release()),
                new Tracing.Surroundings(around.time(), around.nanoTime(), around.random())));
    Router router = engines.router(tracing::engine);
    EngineHealth health = new EngineHealth(around.nanoTime(), EngineHealth.Backoff.DEFAULT);

    // Those who wait, the other nodes of a fleet, and what all of them keep.
    this.watch =
        new TaskWatch(parts.watching(), accounts::usableUntil, around.time(), around.nanoTime());
    accounts.onChange(watch::lookAfterKeys);
    Optional<FleetNode> fleet =
        FleetNode.join(database, data, settings, around, watch, fatal, opened);
    String node = fleet.map(FleetNode::id).orElse(StoreSettings.ONLY_NODE);
    ObjectStores stores =
        opened.add(
            ObjectStores.open(
                settings,
                data,
                fleet.map(_ -> new ObjectStores.Sharer(node, around.time().instant())),
                around.nanoTime()));
    ObjectStore filmObjects = stores.films();
    FilmStore films = new ObjectFilmStore(filmObjects);
    ReferencePictureStore pictures =
        new ObjectReferencePictures(
            stores.pictures(), disk, settings.images().pictureBytesPerOwner());

    // Tasks: the store, the runner that carries them from the queue to the film, and their end.
    TaskCounters counters = new TaskCounters();
    TaskStore store =
        TaskStore.on(
            database,
            ledger,
            around.time(),
            parts.taskStore(accounts, node),
            counters,
            new Outbox(),
            Checkpoint.Listener.NONE,
            tracing.listener(fleet.<TaskListener>map(FleetNode::messenger).orElse(watch)));
    tracing.reading(store::attempts);
    opened.add(QueueWatch.start(watch, store::ahead, BETWEEN_LOOKS, around.nanoTime()));
    LiveProgress live = new LiveProgress(watch);
    Finishing finishing = sought.join();
    this.unfinishable = finishing.unavailable();
    Runner runner =
        new Runner(
            new StepContext(
                store,
                films,
                pictures,
                finishing.finisher(),
                () -> disk.room().takesTasks(),
                router,
                health,
                live,
                around.time(),
                around.nanoTime(),
                parts.runner(engines.terms()),
                Checkpoint.Listener.NONE,
                fleet.map(FleetNode::lease).orElse(NodeLease.ALONE)),
            steps);
    this.loop = new RunnerLoop(runner, fatal);
    OrphanPictureSweep orphans = new OrphanPictureSweep(pictures, store, around.nanoTime());
    ExpiryJob expiryJob =
        new ExpiryJob(
            store,
            films,
            router,
            new Cleanup(films, pictures),
            orphans,
            settings.tasks().longestWait());
    this.expiry = opened.add(new ExpiryLoop(expiryJob, BETWEEN_EXPIRIES, loop::newWork, fatal));
    this.tasks =
        tracing.tasks(
            new TaskService(
                store,
                router,
                prices,
                pictures,
                films,
                new TaskIds(around.time(), around.random()),
                around.random(),
                new TaskService.RunnerLink(
                    fleet.isPresent() ? () -> newWork(fleet.get()) : loop::newWork,
                    fleet.isPresent() ? fleet.get().cancels(loop, runner, store) : loop,
                    live)));
    this.fleetLoop =
        fleet.map(mine -> opened.add(mine.loop(loop, runner, store, watch, accounts, prices)));

    // Before the listener: until here every picture without a task is an orphan.
    runner.recover();
    orphans.atStart();

    // Reference images: uploads, and the guarded way to what a client's URL names.
    Uploads uploads =
        Uploads.open(
            stores.uploads(),
            around.time(),
            around.random(),
            disk,
            settings.images().uploadBytesPerOwner());
    SystemResolver resolver = opened.add(new SystemResolver());
    opened.add(UploadSweeper.start(uploads, fatal));
    GuardedClient web = new GuardedClient(parts.outbound(), resolver);
    GenerationService generation =
        new GenerationService(
            tasks, router, prices, ledger, new ReferenceImages(web, uploads), around.time());

    Making making = new Making(settings.tasks().showEngine());

    // Batches: files, and the worker that makes tasks of their lines.
    Messages texts = FrontPages.messages();
    UlidGenerator ids = new UlidGenerator(around.time(), around.random());
    FileStore files =
        FileStore.open(database, stores.files(), disk, around.time(), ids, parts.files());
    BatchWorker batchWorker =
        new BatchWorker(
            database,
            files,
            new BatchLines(tasks, generation, settings.openAi().fitReference(), making, texts),
            tasks,
            new AccountKeys(database, accounts, around.time()),
            around.time(),
            parts.batches());
    this.batchLoop =
        opened.add(
            new BatchLoop(
                batchWorker,
                around.nanoTime(),
                fatal,
                fleet.map(FleetNode::batchTurns).orElse(BatchLoop.Turns.ALL)));
    BatchService batches =
        new BatchService(database, around.time(), ids, parts.batches(), batchLoop::newWork);

    // Messages about the ends of tasks.
    Links links = new Links(LinkKeys.open(data.linkKeys(), around.random()), around.time());
    GuardedClient poster = new GuardedClient(parts.webhookTargets(), resolver);
    SigningKey signing = SigningKey.open(data.webhookKey(), around.random());
    Sender sender = new Sender(poster, signing, settings.webhooks().timeout(), around.time());
    this.deliveries =
        opened.add(
            new DeliveryService(
                database,
                sender,
                tasks,
                new DialectMessages(new CallbackBody(links, making, texts)),
                owner -> accounts.owner(owner).map(Owner::disabled).orElse(false),
                parts.webhooks(),
                new DeliveryService.Environment(
                    around.time(), around.nanoTime(), around.random(), fatal, fleet.isPresent())));
    Webhooks webhooks =
        new Webhooks(
            database,
            poster,
            sender,
            signing,
            settings.webhooks().endpointsPerOwner(),
            around.time(),
            ids,
            deliveries::newWork);

    // What can be seen from outside: health and metrics.
    Metrics metrics =
        opened.add(settings.metrics().token().isPresent() ? Metrics.counted() : Metrics.none());
    Doctor doctor = PartSettings.doctor(database, data, stores, around.time());
    AuditSchedule audit =
        opened.add(
            new AuditSchedule(
                doctor::compare,
                BEFORE_THE_FIRST_AUDIT,
                settings.audit().interval(),
                around.nanoTime(),
                fatal));
    Gauges gauges = new Gauges(metrics);
    gauges.ofTasks(store, new UnclearTasks(database), counters);
    gauges.ofRunner(runner, loop, health, router);
    gauges.ofBatches(batches);
    gauges.ofFinishing(unfinishable);
    gauges.ofWebhooks(deliveries.counters(), new OutboxReport(database, around.time()));
    gauges.ofHouse(audit, films, fatal);
    stores.health().ifPresent(bucket -> gauges.ofStore(bucket, runner));
    fleet.ifPresent(mine -> gauges.ofFleet(mine.membership(), runner));
    gauges.ofClients(watch, database);
    tracing.lost().ifPresent(gauges::ofTraces);
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("database", () -> reads(accounts)));
    checks.add(new Check("disk", () -> disk.room().takesTasks()));
    if (settings.store().isPresent()) {
      checks.add(new Check("store", filmObjects::isReachable));
    }
    Health ready = new Health(checks);

    // The routes of every dialect.
    List<Route> api = new ArrayList<>(new FilmRoutes(films, links, parts.delivery()).routes());
    api.addAll(UploadRoutes.of(uploads));
    api.addAll(RedeemRoutes.of(codes, ledger));
    api.addAll(
        SoraRoutes.of(
            tasks,
            watch,
            generation,
            webhooks::callback,
            links,
            making,
            ledger,
            prices,
            router,
            store.usage(),
            disk,
            around.time()));
    StillPictures stills = new StillPictures(films, finishing.films());
    api.addAll(
        OpenAiRoutes.of(
            tasks,
            watch,
            generation,
            stills,
            making,
            batches,
            files,
            disk,
            settings.openAi().fitReference()));
    api.addAll(ResellerRoutes.of(tasks, generation, webhooks::callback, links, making, disk));
    api.addAll(WebhookRoutes.of(webhooks));
    api.addAll(OpenApiRoutes.of());
    List<Route> guarded = DiskGuard.unlessFull(disk, api);
    List<Route> routes =
        new ArrayList<>(metrics.metered(tracing.routes(guarded), around.nanoTime()));
    routes.addAll(ready.routes());
    settings.metrics().token().ifPresent(token -> routes.add(metrics.route(token.value())));

    // The pages for people, and the operator's commands, which both doors take.
    this.front = new FrontPages(database, accounts, settings, around, () -> address().getPort());
    LocalAdminService admin =
        new LocalAdminService(
            database,
            accounts,
            ledger,
            prices,
            codes,
            doctor,
            tasks::cancel,
            new Decisions(store, loop::changed),
            webhooks,
            front.commands(),
            Finishing::fault,
            around.time(),
            ids);
    Console.Films pages =
        new Console.Films(
            tasks,
            watch,
            bootstrap.ownKey().id(),
            generation,
            store,
            new PromptSearch(database),
            new UnclearTasks(database),
            links,
            stills,
            settings.tasks().showEngine());
    Console.Money money = new Console.Money(ledger, prices, codes);
    gauges.ofSignIns(front.counters());
    Console.Engines makers = parts.console(engines, router, health, steps, data.trials());
    List<Route> people = front.routes(texts, admin, money, pages, makers, resolver, opened);
    routes.addAll(metrics.metered(tracing.routes(people), around.nanoTime()));

    // Who may pass, and the doors themselves.
    ProxyTrust proxies = new ProxyTrust(settings.listen().trustedProxies());
    RateLimiter limiter =
        new RateLimiter(parts.rates(), around.nanoTime(), fleet.map(FleetNode::rates));
    this.authenticator =
        new InProcessAuthenticator(
            new ApiKeyAuthenticator(accounts, limiter, proxies),
            bootstrap.ownKey(),
            around.random());
    this.listener =
        opened.add(
            Listener.start(
                parts.listener(proxies).telling(answers).reporting(fatal),
                routes,
                metrics.metered(authenticator),
                texts,
                around.random(),
                around.nanoTime()));
    opened.add(
        AdminListener.start(front.audited(admin), data.root(), around.random(), around.nanoTime()));
  }

  private void newWork(FleetNode fleet) {
    loop.newWork();
    fleet.messenger().work(); // its engines may have no room here
  }

  /** Anything that makes the database look into its file; it throws if it cannot. */
  private static boolean reads(Accounts accounts) {
    accounts.owner(Accounts.LOCAL);
    return true;
  }

  @Override
  public URI address() {
    String host = settings.listen().host();
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + listener.port());
  }

  @Override
  public String token() {
    return authenticator.token();
  }

  @Override
  public Path data() {
    return settings.storage().directory();
  }

  @Override
  public Optional<IssuedKey> firstKey() {
    return bootstrap.key(settings.bootstrap());
  }

  @Override
  public String firstLink(IssuedKey first) {
    return front.firstLink(first.key().ownerId());
  }

  @Override
  public Optional<String> unfinishable() {
    return unfinishable;
  }

  /** Everything that it answers. */
  List<Route> routes() {
    return listener.routes();
  }

  Tasks tasks() {
    return tasks;
  }

  Accounts accounts() {
    return accounts;
  }

  @Override
  public synchronized void drain(Duration patience) {
    if (stopped) {
      return;
    }
    stopped = true;
    watch.close(); // or requests that wait would be waited for
    boolean answered = listener.drain(patience);
    boolean stepped = drainSteps(patience);
    accounts.uses().write();
    boolean told =
        deliveries.drain(patience.compareTo(LAST_MESSAGES) < 0 ? patience : LAST_MESSAGES);
    if (!answered || !stepped || !told) {
      LOG.log(System.Logger.Level.WARNING, "stopped with work under way; it goes on next time");
    }
    opened.close();
  }

  /** Begins nothing new, and waits for the steps that are being taken. */
  private boolean drainSteps(Duration patience) {
    try {
      return loop.drain(patience);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Stops without waiting long. */
  @Override
  public void close() {
    drain(Duration.ofSeconds(2));
  }
}

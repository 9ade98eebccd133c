package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Picture;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.events.KeyStanding;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.events.WatchLimits;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.films.DiskFilmStore;
import dev.afterglow.films.FilmStore;
import dev.afterglow.ledger.Audit;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Router;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.expiry.Cleanup;
import dev.afterglow.tasks.expiry.ExpiryJob;
import dev.afterglow.tasks.expiry.OrphanPictureSweep;
import dev.afterglow.tasks.pictures.DiskReferencePictures;
import dev.afterglow.tasks.run.Finisher;
import dev.afterglow.tasks.run.NodeLease;
import dev.afterglow.tasks.run.RunSettings;
import dev.afterglow.tasks.run.Runner;
import dev.afterglow.tasks.run.StepContext;
import dev.afterglow.tasks.service.TaskService;
import dev.afterglow.tasks.store.EndingListener;
import dev.afterglow.tasks.store.KeyCaps;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.tasks.store.TaskCounters;
import dev.afterglow.tasks.store.TaskStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Everything that tasks need, wired as in a server but for the clock, the engines, and a runner
 * that is ticked by hand.
 */
public final class World {
  public static final VideoFormat HD = new VideoFormat(Resolution.P720, Orientation.LANDSCAPE, 8);

  /** What {@link #HD} costs with sora-2. */
  public static final long PRICE = 800_000;

  public static final Duration FILM_LIFE = Duration.ofHours(24);

  public final Path folder;
  public final Database database;
  public final ManualClock clock = new ManualClock();
  public final Ledger ledger;
  public final TaskCounters counters = new TaskCounters();

  /** Whose keys still open what they opened. */
  public KeyStanding keys = TaskWatch.FOR_EVER;

  public final TaskWatch watch;
  public final LiveProgress live;

  public QueueBounds bounds = new QueueBounds(1000, 10_000);
  public RunSettings settings = RunSettings.DEFAULT;
  public Duration expiryInterval = EXPIRY_INTERVAL;
  public KeyCaps caps = KeyCaps.NONE;
  public BooleanSupplier disk = () -> true;
  public long pictureBytesPerOwner = 1L << 30;
  public Finisher finisher = Finisher.asTheyCome();
  public Executor executor = Runnable::run;
  public Checkpoint.Listener checkpoints = Checkpoint.Listener.NONE;
  public EndingListener endings = EndingListener.NONE;
  public List<Engine> engines;

  /** This process's name among those on its database, and whether it may act. */
  public String node = StoreSettings.ONLY_NODE;

  public NodeLease lease = NodeLease.ALONE;
  public Function<List<Engine>, Router> routing = Router::new;

  /** What stands before the store of films. */
  public UnaryOperator<FilmStore> storing = UnaryOperator.identity();

  private final Random random;
  private int credits;

  /** How often what is overdue is ended. */
  public static final Duration EXPIRY_INTERVAL = Duration.ofSeconds(10);

  private TaskStore store;
  private FilmStore films;
  private EngineHealth health;
  private Runner runner;
  private ExpiryJob expiry;
  private OrphanPictureSweep orphans;
  private TaskService service;
  private Router router;
  private boolean swept;
  private boolean expiring;
  private long expiryDue;

  public World(Path folder, Database database, Engine... engines) throws IOException {
    this(folder, database, 20261122, engines);
  }

  /** The seed decides every id. */
  public World(Path folder, Database database, long seed, Engine... engines) throws IOException {
    this.random = new Random(seed);
    this.watch =
        new TaskWatch(WatchLimits.DEFAULT, id -> keys.usableUntil(id), clock, System::nanoTime);
    this.live = new LiveProgress(watch);
    this.folder = folder;
    this.database = database;
    this.ledger = new Ledger(database);
    this.engines = List.of(engines);
    start();
  }

  /** Starts as a new process would, with whatever was set meanwhile. */
  public void start() throws IOException {
    store =
        TaskStore.on(
            database,
            ledger,
            clock,
            new StoreSettings(node, FILM_LIFE, bounds, caps),
            counters,
            endings,
            checkpoints,
            watch);
    boolean alone = node.equals(StoreSettings.ONLY_NODE);
    FilmStore kept =
        alone
            ? DiskFilmStore.at(folder.resolve("videos"))
            : DiskFilmStore.shared(folder.resolve("videos"), node, clock.instant());
    films = storing.apply(kept);
    var pictures =
        DiskReferencePictures.open(
            folder.resolve("pictures"), DiskSpace.endless(), pictureBytesPerOwner);
    router = routes();
    health = new EngineHealth(clock::nanoTime, EngineHealth.Backoff.DEFAULT);
    runner =
        new Runner(
            new StepContext(
                store,
                films,
                pictures,
                finisher,
                disk,
                router,
                health,
                live,
                clock,
                clock::nanoTime,
                settings,
                checkpoints,
                lease),
            executor);
    orphans = new OrphanPictureSweep(pictures, store, clock::nanoTime);
    expiry =
        new ExpiryJob(
            store, films, router, new Cleanup(films, pictures), orphans, settings.longestWait());
    expiryDue = clock.nanoTime();
    swept = false;
    service =
        new TaskService(
            store,
            router,
            new Prices(database),
            pictures,
            films,
            new TaskIds(clock, random),
            random,
            new TaskService.RunnerLink(runner::newWork, this::askToStop, live));
  }

  private Router routes() {
    return routing.apply(engines);
  }

  /** As the runner's own loop does it, which has the tick on a thread of its own. */
  private Cancelling askToStop(Task task, Duration patience) {
    var answer = runner.askToStop(task);
    if (patience.isPositive() && !Thread.holdsLock(runner)) {
      runner.tick();
    }
    return answer.getNow(new Cancelling.Asked(task));
  }

  public Router router() {
    return router;
  }

  public EngineHealth health() {
    return health;
  }

  public Tasks tasks() {
    return service;
  }

  public TaskStore store() {
    return store;
  }

  public FilmStore films() {
    return films;
  }

  /** Gives an owner money. */
  public void credit(String owner, long micros) {
    String reference = "credit-" + owner + "-" + credits++;
    database.write(tx -> ledger.credit(tx, owner, reference, micros, "test", clock.instant()));
  }

  public static GenerationSpec request() {
    return request("瀑布倾泻而下形成彩虹");
  }

  public static GenerationSpec request(String prompt) {
    return new GenerationSpec(Model.SORA_2, prompt, HD, Optional.empty(), OptionalLong.of(7));
  }

  public static GenerationSpec withPicture() {
    var picture = new Picture(new byte[] {1, 2, 3}, ImageFormat.PNG, 1280, 720);
    return new GenerationSpec(
        Model.SORA_2, "a picture", HD, Optional.of(picture), OptionalLong.of(7));
  }

  public Submitted submit(String owner) {
    return service.submit(owner, "key-" + owner, request(), Optional.empty());
  }

  /** Submits a film that is accepted, to an owner who can pay. */
  public Task accepted(String owner) {
    return assertInstanceOf(Submitted.Accepted.class, submit(owner)).task();
  }

  /** Submits a film with a picture that is accepted. */
  public Task acceptedWithPicture(String owner) {
    var outcome = service.submit(owner, "key-" + owner, withPicture(), Optional.empty());
    return assertInstanceOf(Submitted.Accepted.class, outcome).task();
  }

  public Task find(Task task) {
    return service.find(task.ownerId(), task.id()).orElseThrow();
  }

  /** Does nothing within a tick: in a server another thread would wait for its end. */
  public void tick() {
    if (Thread.holdsLock(runner)) {
      return;
    }
    try {
      runner.tick();
      if (!swept) {
        if (node.equals(StoreSettings.ONLY_NODE)) {
          orphans.atStart();
        }
        swept = true;
      }
      if (clock.nanoTime() - expiryDue >= 0 && !expiring) {
        expiryDue = clock.nanoTime() + expiryInterval.toNanos();
        expiring = true;
        expiry.work();
        runner.newWork();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      expiring = false;
    }
  }

  /** Moves the clock on and ticks. */
  public void pass(Duration time) {
    clock.advance(time);
    tick();
  }

  /** Ticks, 2 s apart, until nothing is under way. */
  public void finish() {
    tick();
    for (int i = 0; i < 10_000 && runner.underWay() > 0; i++) {
      pass(Duration.ofSeconds(2));
    }
    assertEquals(0, runner.underWay(), "tasks still under way");
  }

  public Runner runner() {
    return runner;
  }

  /** The names of all pictures on disk. */
  public List<String> pictures() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("pictures"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** What is half done in the store of films. */
  public List<Path> staged() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("videos").resolve("staging"))) {
      return files.toList();
    }
  }

  public byte[] film(Task task) throws IOException {
    try (var film = films.open(task.id()).orElseThrow()) {
      var bytes = new java.io.ByteArrayOutputStream();
      film.copy(0, film.bytes(), bytes);
      return bytes.toByteArray();
    }
  }

  /** The books add up, and an owner has this much at hand and nothing held. */
  public void assertMoney(String owner, long availableMicros) {
    var balance = ledger.balance(owner);
    assertEquals(0, balance.heldMicros(), "held");
    assertEquals(availableMicros, balance.availableMicros(), "available");
    assertBooks();
  }

  /** The books add up. */
  public void assertBooks() {
    assertEquals(List.of(), new Audit(database).discrepancies());
  }
}

package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Picture;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.Shape;
import dev.afterglow.ledger.Audit;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.routing.Router;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.desk.Desk;
import dev.afterglow.tasks.desk.Pictures;
import dev.afterglow.tasks.run.RunSettings;
import dev.afterglow.tasks.run.Runner;
import dev.afterglow.tasks.store.Tally;
import dev.afterglow.tasks.store.TaskClaims;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.videos.VideoStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Everything that tasks need, wired as in a server but for the clock, the engines, and a runner
 * that is ticked by hand.
 */
public final class World {
  public static final Shape HD = new Shape(Resolution.P720, Orientation.LANDSCAPE, 8);

  /** What {@link #HD} costs with sora-2. */
  public static final long PRICE = 800_000;

  public static final Duration FILM_LIFE = Duration.ofHours(24);

  public final Path folder;
  public final Database database;
  public final ManualClock clock = new ManualClock();
  public final Ledger ledger;
  public final Tally tally = new Tally();

  public QueueBounds bounds = new QueueBounds(1000, 10_000);
  public RunSettings settings = RunSettings.DEFAULT;
  public TaskClaims.Caps caps = TaskClaims.Caps.NONE;
  public Checkpoint.Listener checkpoints = Checkpoint.Listener.NONE;
  public List<Engine> engines;

  private final Random random;
  private int credits;
  private TaskStore store;
  private VideoStore films;
  private Pictures pictures;
  private Runner runner;
  private Desk desk;

  public World(Path folder, Database database, Engine... engines) throws IOException {
    this(folder, database, 20261122, engines);
  }

  /** The seed decides every id. */
  public World(Path folder, Database database, long seed, Engine... engines) throws IOException {
    this.random = new Random(seed);
    this.folder = folder;
    this.database = database;
    this.ledger = new Ledger(database);
    this.engines = List.of(engines);
    start();
  }

  /** Starts as a new process would, with whatever was set meanwhile. */
  public void start() throws IOException {
    store = new TaskStore(database, ledger, clock, FILM_LIFE, tally);
    films = VideoStore.open(folder.resolve("videos"));
    pictures = Pictures.open(folder.resolve("pictures"));
    var router = new Router(engines);
    runner = new Runner(store, router, films, pictures, settings, caps, checkpoints, Runnable::run);
    desk =
        new Desk(
            store,
            store.submissions(bounds, checkpoints),
            router,
            new Prices(database),
            pictures,
            random,
            () -> {});
  }

  public Tasks tasks() {
    return desk;
  }

  public TaskStore store() {
    return store;
  }

  public VideoStore films() {
    return films;
  }

  /** Gives an owner money. */
  public void credit(String owner, long micros) {
    String reference = "credit-" + owner + "-" + credits++;
    database.write(tx -> ledger.credit(tx, owner, reference, micros, "test", clock.instant()));
  }

  public static GenerateRequest request() {
    return request("瀑布倾泻而下形成彩虹");
  }

  public static GenerateRequest request(String prompt) {
    return new GenerateRequest(Model.SORA_2, prompt, HD, Optional.empty(), OptionalLong.of(7));
  }

  public static GenerateRequest withPicture() {
    var picture = new Picture(new byte[] {1, 2, 3}, Picture.Format.PNG, 1280, 720);
    return new GenerateRequest(
        Model.SORA_2, "a picture", HD, Optional.of(picture), OptionalLong.of(7));
  }

  public Submitted submit(String owner) {
    return desk.submit(owner, "key-" + owner, request(), Optional.empty());
  }

  /** Submits a film that is accepted, to an owner who can pay. */
  public Task accepted(String owner) {
    return assertInstanceOf(Submitted.Accepted.class, submit(owner)).task();
  }

  /** Submits a film with a picture that is accepted. */
  public Task acceptedWithPicture(String owner) {
    var outcome = desk.submit(owner, "key-" + owner, withPicture(), Optional.empty());
    return assertInstanceOf(Submitted.Accepted.class, outcome).task();
  }

  public Task find(Task task) {
    return desk.find(task.ownerId(), task.id()).orElseThrow();
  }

  public void tick() {
    try {
      runner.tick();
    } catch (IOException e) {
      throw new AssertionError(e);
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
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** What is half done in the store of films. */
  public List<Path> staged() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("videos").resolve("staging"))) {
      return files.toList();
    }
  }

  public byte[] film(Task task) throws IOException {
    try (var film = films.read(task.id()).orElseThrow()) {
      return java.nio.channels.Channels.newInputStream(film.channel()).readAllBytes();
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

package dev.afterglow;

import dev.afterglow.accounts.IssuedKey;
import dev.afterglow.admin.AdminListener;
import dev.afterglow.config.Settings;
import dev.afterglow.http.Listener;
import dev.afterglow.http.Route;
import dev.afterglow.lifecycle.FatalErrors;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A running server: every part, made in order by constructor calls. This and what it opens are the
 * one place where parts meet.
 */
final class Server implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Server.class.getName());

  private final Settings settings;
  private final Closer opened;
  private final Bootstrap firstStart;
  private final Workshop workshop;
  private final Hooks hooks;
  private final FrontDoor door;
  private boolean stopped;

  private Server(
      Settings settings,
      Closer opened,
      Bootstrap firstStart,
      Workshop workshop,
      Hooks hooks,
      FrontDoor door) {
    this.settings = settings;
    this.opened = opened;
    this.firstStart = firstStart;
    this.workshop = workshop;
    this.hooks = hooks;
    this.door = door;
  }

  /**
   * Starts a server. When this returns it listens and works on what an earlier process left.
   *
   * @throws dev.afterglow.sql.DataDirectoryInUse if another process holds the data directory
   * @throws IOException if a file of the data directory cannot be used
   * @throws java.io.UncheckedIOException if the address cannot be listened on
   */
  static Server start(Settings settings, Environment around) throws IOException {
    return start(settings, around, FatalErrors.logged());
  }

  /**
   * As {@link #start(Settings, Environment)}.
   *
   * @param fatal told what threads of the background cannot survive
   */
  static Server start(Settings settings, Environment around, FatalErrors fatal) throws IOException {
    Closer opened = new Closer();
    try {
      Foundation base = opened.add(Foundation.open(settings.storage().directory(), around, fatal));
      Bootstrap firstStart = base.firstStart(around);
      firstStart.owner(settings.bootstrap().creditMicros());
      Workshop workshop = opened.add(Workshop.open(base, settings, around));
      workshop.recover(); // before the door opens: it takes pictures without a task for orphans
      Intake intake = opened.add(Intake.open(base, settings, around));
      Hooks hooks = opened.add(Hooks.open(base, workshop, settings, around));
      Observation seen = opened.add(Observation.open(base, workshop, hooks, settings, around));
      FrontDoor door =
          opened.add(FrontDoor.open(base, workshop, intake, hooks, seen, settings, around));
      opened.add(
          AdminListener.start(
              base.adminService(
                  workshop.tasks()::cancel, workshop.decisions(), hooks.webhooks(), around),
              base.directory().root(),
              around.random(),
              around.nanoTime()));
      workshop.start();
      hooks.start();
      return new Server(settings, opened, firstStart, workshop, hooks, door);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Where it listens, such as {@code http://127.0.0.1:8080}. */
  URI address() {
    String host = settings.listen().host();
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + door.listener().port());
  }

  /** The bearer token by which this process alone may ask its own server. */
  String localWord() {
    return door.localPass().word();
  }

  /** Everything that it answers. */
  List<Route> routes() {
    return door.listener().routes();
  }

  /** Makes the first key of an empty data directory; empty if there has been one before. */
  Optional<IssuedKey> firstKey() {
    return firstStart.key(settings.bootstrap());
  }

  /**
   * Stops: refuses new requests, lets open ones and the steps of tasks finish, and closes the data
   * directory. Tasks under way go on after the next start. Repeatable.
   */
  synchronized void drain(Duration patience) {
    if (stopped) {
      return;
    }
    stopped = true;
    Listener listener = door.listener();
    boolean answered = listener.drain(patience);
    boolean stepped = workshop.drain(patience);
    boolean told = hooks.drain(patience);
    if (!answered || !stepped || !told) {
      LOG.log(System.Logger.Level.WARNING, "stopped with work under way; it goes on next time");
    }
    opened.close();
  }

  /** Stops without waiting long. */
  @Override
  public void close() {
    drain(Duration.ofSeconds(2));
  }
}

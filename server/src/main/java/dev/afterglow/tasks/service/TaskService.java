package dev.afterglow.tasks.service;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Picture;
import dev.afterglow.films.Film;
import dev.afterglow.films.FilmStore;
import dev.afterglow.ledger.Prices;
import dev.afterglow.routing.Cell;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.Beginning;
import dev.afterglow.tasks.CancelRequests;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Deleting;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Idempotency;
import dev.afterglow.tasks.LiveProgress;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.TaskPage;
import dev.afterglow.tasks.TaskParticulars;
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.tasks.pictures.ReferencePictureStore;
import dev.afterglow.tasks.pictures.ReferencePictureStore.Keeping;
import dev.afterglow.tasks.store.Draft;
import dev.afterglow.tasks.store.TaskStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Accepts, shows and stops tasks for clients. No engine is called on a client's thread. */
public final class TaskService implements Tasks {
  private static final System.Logger LOG = System.getLogger(TaskService.class.getName());

  private final TaskStore store;
  private final Router router;
  private final Prices prices;
  private final ReferencePictureStore pictures;
  private final FilmStore films;
  private final RandomGenerator random;
  private final Runnable newWork;
  private final TaskIds ids;
  private final LiveProgress live;
  private final Cancels cancels;
  private final Deletions deletions;
  private final Set<InFlight> inFlight = ConcurrentHashMap.newKeySet();

  /** A request under an idempotency key that is being accepted at this moment. */
  private record InFlight(String ownerId, String key) {}

  /**
   * The ways to the runner.
   *
   * @param newWork called when a task has been accepted, so that it starts at once
   * @param cancels asks engines to stop
   * @param live how far tasks are at this moment
   */
  public record RunnerLink(Runnable newWork, CancelRequests cancels, LiveProgress live) {}

  /**
   * @param ids names of new tasks
   * @param random for seeds; unpredictable in production: {@link java.security.SecureRandom}
   */
  public TaskService(
      TaskStore store,
      Router router,
      Prices prices,
      ReferencePictureStore pictures,
      FilmStore films,
      TaskIds ids,
      RandomGenerator random,
      RunnerLink runner) {
    this.store = store;
    this.router = router;
    this.prices = prices;
    this.pictures = pictures;
    this.ids = ids;
    this.random = random;
    this.newWork = runner.newWork();
    this.live = runner.live();
    this.cancels = new Cancels(store, runner.cancels());
    this.films = films;
    this.deletions = new Deletions(store, films, this::stop);
  }

  @Override
  public Submitted submit(
      String ownerId, String keyId, GenerationSpec request, Optional<Idempotency> idempotency) {
    boolean picture = request.fromPicture();
    Cell cell = request.cell(picture);
    Optional<Engine> likely = router.firstChoice(cell);
    if (likely.isEmpty()) {
      return new Submitted.Unsupported(request.model(), request.format(), picture);
    }
    Draft draft = draft(ownerId, keyId, request, likely.get(), idempotency);
    if (idempotency.isEmpty()) {
      return accept(draft);
    }
    InFlight mine = new InFlight(ownerId, idempotency.get().key());
    if (!inFlight.add(mine)) {
      return new Submitted.StillRunning();
    }
    try {
      return accept(draft);
    } finally {
      inFlight.remove(mine);
    }
  }

  @Override
  public Optional<Submitted> earlier(String ownerId, Idempotency idempotency) {
    return store.earlier(ownerId, idempotency);
  }

  @Override
  public Optional<Task> find(String ownerId, String taskId) {
    return store.shown(ownerId, taskId).map(live::upToDate);
  }

  @Override
  public OptionalInt ahead(Task task) {
    return store.ahead(task);
  }

  @Override
  public TaskPage list(String ownerId, TaskQuery query) {
    TaskPage page = store.page(ownerId, query);
    return new TaskPage(page.tasks().stream().map(live::upToDate).toList(), page.next());
  }

  @Override
  public Cancelling cancel(String ownerId, String taskId) {
    return store.shown(ownerId, taskId).map(this::stop).orElseGet(Cancelling.NotFound::new);
  }

  @Override
  public Deleting delete(String ownerId, String taskId) {
    return deletions.delete(ownerId, taskId);
  }

  @Override
  public Map<String, TaskParticulars> particulars(String ownerId, List<String> taskIds) {
    return store.particulars(ownerId, taskIds);
  }

  private Cancelling stop(Task seen) {
    Cancelling outcome = cancels.cancel(seen.ownerId(), seen.id());
    if (outcome instanceof Cancelling.Stopped(Task task) && task.picture().isPresent()) {
      deletePicture(task.id());
    }
    return outcome;
  }

  private Draft draft(
      String ownerId,
      String keyId,
      GenerationSpec request,
      Engine likely,
      Optional<Idempotency> idempotency) {
    long priceMicros = request.priceMicros(prices);
    return new Draft(
        ids.next(),
        ownerId,
        keyId,
        request,
        request.seed().orElseGet(random::nextLong),
        likely.name(),
        likely.capacity().running(),
        priceMicros,
        idempotency);
  }

  private void deletePicture(String taskId) {
    try {
      pictures.delete(taskId);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a picture stays for now: " + taskId, e);
    }
  }

  /** The picture is on disk before the task is, so that no task ever misses its picture. */
  private Submitted accept(Draft draft) {
    Optional<Picture> picture = draft.request().picture();
    Optional<Beginning> beginning = draft.request().beginning();
    if (beginning.isPresent()) {
      return acceptWith(beginning.get(), draft);
    }
    return picture.isPresent()
        ? acceptWith(keep(picture.get(), draft), picture.get().bytes().length, draft)
        : acceptAsItIs(draft);
  }

  /** The film is copied: its owner may delete it, and its time may end before the new one's. */
  private Submitted acceptWith(Beginning beginning, Draft draft) {
    try {
      Optional<Film> found = films.open(beginning.taskId());
      if (found.isEmpty()) {
        return new Submitted.BeginningGone();
      }
      try (Film film = found.get()) {
        Keeping keeping = pictures.keep(draft.ownerId(), draft.taskId(), film);
        return acceptWith(keeping, film.bytes(), draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Submitted acceptWith(Keeping keeping, long bytes, Draft draft) {
    return switch (keeping) {
      case Keeping.OverQuota(long left, long most) -> new Submitted.PicturesFull(bytes, left, most);
      case Keeping.NoSpace _ -> new Submitted.NoSpaceForPicture();
      case Keeping.Done _ -> {
        boolean needed = true;
        try {
          Submitted outcome = acceptAsItIs(draft);
          needed = outcome instanceof Submitted.Accepted;
          yield outcome;
        } catch (RuntimeException failure) {
          needed = mayExist(draft, failure);
          throw failure;
        } finally {
          if (!needed) {
            deletePicture(draft.taskId());
          }
        }
      }
    };
  }

  private Keeping keep(Picture picture, Draft draft) {
    try {
      return pictures.keep(draft.ownerId(), draft.taskId(), picture);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Submitted acceptAsItIs(Draft draft) {
    Submitted outcome = store.submit(List.of(draft)).getFirst();
    if (outcome instanceof Submitted.Accepted) {
      newWork.run();
    }
    return outcome;
  }

  /** Whether the task may be in the database all the same: then its picture stays for the sweep. */
  private boolean mayExist(Draft draft, RuntimeException failure) {
    try {
      return store.find(draft.ownerId(), draft.taskId()).isPresent();
    } catch (RuntimeException unreadable) {
      failure.addSuppressed(unreadable);
      return true;
    }
  }
}

package dev.afterglow.tasks.desk;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Picture;
import dev.afterglow.ledger.Prices;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.GenerateRequest;
import dev.afterglow.tasks.Idempotency;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.TaskPage;
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.tasks.store.Submissions;
import dev.afterglow.tasks.store.TaskLists;
import dev.afterglow.tasks.store.TaskQueries;
import dev.afterglow.tasks.store.TaskStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Serves clients from the store. */
public final class Desk implements Tasks {
  private static final System.Logger LOG = System.getLogger(Desk.class.getName());

  private final Submissions submissions;
  private final Router router;
  private final Prices prices;
  private final Pictures pictures;
  private final RandomGenerator random;
  private final Runnable newWork;
  private final TaskIds ids;
  private final TaskQueries queries;
  private final TaskLists lists;
  private final Cancels cancels;
  private final Set<Pending> pending = ConcurrentHashMap.newKeySet();

  /** A request that is being accepted at this moment. */
  private record Pending(String ownerId, String key) {}

  /**
   * @param random unpredictable in production: {@link java.security.SecureRandom}
   * @param newWork called when a task has been accepted, so that it starts at once
   */
  public Desk(
      TaskStore store,
      Submissions submissions,
      Router router,
      Prices prices,
      Pictures pictures,
      RandomGenerator random,
      Runnable newWork) {
    this.submissions = submissions;
    this.router = router;
    this.prices = prices;
    this.pictures = pictures;
    this.random = random;
    this.newWork = newWork;
    this.ids = new TaskIds(store.time(), random);
    this.queries = store.queries();
    this.lists = store.lists();
    this.cancels = new Cancels(store, router);
  }

  @Override
  public Submitted submit(
      String ownerId, String keyId, GenerateRequest request, Optional<Idempotency> idempotency) {
    boolean picture = request.picture().isPresent();
    Optional<Engine> engine = router.choose(request.model(), request.shape(), picture);
    if (engine.isEmpty()) {
      return new Submitted.Unsupported(request.model(), request.shape(), picture);
    }
    Submissions.Draft draft = draft(ownerId, keyId, request, engine.get());
    if (idempotency.isEmpty()) {
      return accept(draft, idempotency);
    }
    Pending mine = new Pending(ownerId, idempotency.get().key());
    if (!pending.add(mine)) {
      return new Submitted.StillRunning();
    }
    try {
      return accept(draft, idempotency);
    } finally {
      pending.remove(mine);
    }
  }

  @Override
  public Optional<Submitted> earlier(String ownerId, Idempotency idempotency) {
    return submissions.earlier(ownerId, idempotency);
  }

  @Override
  public Optional<Task> find(String ownerId, String taskId) {
    return queries.find(ownerId, taskId);
  }

  @Override
  public OptionalInt ahead(Task task) {
    return queries.ahead(task);
  }

  @Override
  public TaskPage list(String ownerId, TaskQuery query) {
    return lists.page(ownerId, query);
  }

  @Override
  public Cancelling cancel(String ownerId, String taskId) {
    Cancelling outcome = cancels.cancel(ownerId, taskId);
    if (outcome instanceof Cancelling.Stopped(Task task) && task.picture().isPresent()) {
      deletePicture(taskId);
    }
    return outcome;
  }

  private Submissions.Draft draft(
      String ownerId, String keyId, GenerateRequest request, Engine engine) {
    long priceMicros =
        prices.priceMicros(
            request.model().id(), request.shape().resolution().id(), request.shape().seconds());
    return new Submissions.Draft(
        ids.next(),
        ownerId,
        keyId,
        request,
        request.seed().orElseGet(random::nextLong),
        engine.name(),
        engine.concurrency(),
        priceMicros);
  }

  private void deletePicture(String taskId) {
    try {
      pictures.delete(taskId);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a picture stays for now: " + taskId, e);
    }
  }

  /** The picture is on disk before the task is, so that no task ever misses its picture. */
  private Submitted accept(Submissions.Draft draft, Optional<Idempotency> idempotency) {
    Optional<Picture> picture = draft.request().picture();
    try {
      if (picture.isPresent()) {
        pictures.keep(draft.taskId(), picture.get());
      }
      Submitted outcome = submissions.accept(draft, idempotency);
      if (outcome instanceof Submitted.Accepted) {
        newWork.run();
      } else if (picture.isPresent()) {
        deletePicture(draft.taskId());
      }
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

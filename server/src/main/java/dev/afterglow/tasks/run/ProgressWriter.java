package dev.afterglow.tasks.run;

import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.store.TaskStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes how far tasks are: behind the steps, and many in one transaction, so that no poll waits
 * for the disk. What is lost with the process the engine's next word makes good.
 */
final class ProgressWriter {
  private static final System.Logger LOG = System.getLogger(ProgressWriter.class.getName());
  private static final int MOST_AT_ONCE = 500;

  private final TaskStore store;
  private final Executor executor;
  private final Map<String, TaskStore.Advance> pending = new ConcurrentHashMap<>();
  private final AtomicBoolean writing = new AtomicBoolean();

  ProgressWriter(TaskStore store, Executor executor) {
    this.store = store;
    this.executor = executor;
  }

  /** Lets it be written soon; of one task the latest word counts. */
  void note(Task task, int percent) {
    pending.put(task.id(), new TaskStore.Advance(task, percent));
    if (writing.compareAndSet(false, true)) {
      try {
        executor.execute(this::write);
      } catch (RuntimeException | Error refused) {
        writing.set(false); // the process ends, or the next one will be taken
        LOG.log(System.Logger.Level.DEBUG, "progress is not written for now", refused);
      }
    }
  }

  private void write() {
    do {
      try {
        for (List<TaskStore.Advance> batch = take(); !batch.isEmpty(); batch = take()) {
          store.progress(batch);
        }
      } catch (RuntimeException | Error fault) {
        LOG.log(System.Logger.Level.WARNING, "progress could not be written", fault);
        pending.clear(); // the engines will say more
      } finally {
        writing.set(false);
      }
    } while (!pending.isEmpty() && writing.compareAndSet(false, true));
  }

  private List<TaskStore.Advance> take() {
    List<TaskStore.Advance> batch = new ArrayList<>();
    Iterator<TaskStore.Advance> left = pending.values().iterator();
    while (left.hasNext() && batch.size() < MOST_AT_ONCE) {
      TaskStore.Advance next = left.next();
      if (pending.remove(next.seen().id(), next)) {
        batch.add(next);
      }
    }
    return batch;
  }
}

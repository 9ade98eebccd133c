package dev.afterglow.fleet;

import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells the other nodes what has changed here, so that nobody there has to ask again and again. It
 * collects for a moment what is to be told, says nothing twice, and holds nobody up; what cannot be
 * told is told as "something was missed" once the database is there again.
 */
public final class Messenger implements TaskListener, AutoCloseable {
  static final String WORK = "work";
  static final String CHANGED = "task";
  static final String STOP = "stop";
  static final String MISSED = "missed";

  private static final System.Logger LOG = System.getLogger(Messenger.class.getName());
  private static final Duration COLLECTED_FOR = Duration.ofMillis(15);
  private static final Duration AFTER_A_FAULT = Duration.ofMillis(500);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /** PostgreSQL takes 8000 bytes. */
  private static final int LONGEST_MESSAGE = 6_000;

  /** More than this is told as "something was missed". */
  private static final int MOST_LINES = 5_000;

  private final SharedDatabase database;
  private final String node;
  private final TaskListener local;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread;
  private Set<String> pending = new LinkedHashSet<>();
  private volatile boolean closed;

  /**
   * @param node this one, which does not listen to itself
   * @param local told of every change here, before the others
   */
  public Messenger(SharedDatabase database, String node, TaskListener local, FatalErrors fatal) {
    this.database = database;
    this.node = node;
    this.local = local;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("fleet-messenger")
            .unstarted(fatal.orEnd("fleet-messenger", this::run));
    thread.start();
  }

  /** There may be a task to be taken. */
  public void work() {
    tell(WORK);
  }

  /** A task's owner wants it stopped. */
  public void stop(Task task) {
    tell(STOP + " " + task.id());
  }

  @Override
  public void changed(Task task) {
    local.changed(task);
    tell(CHANGED + " " + task.id());
  }

  @Override
  public void progressed(String taskId, int percent) {
    local.progressed(taskId, percent);
  }

  @Override
  public void unsure(String taskId) {
    local.unsure(taskId);
    tell(CHANGED + " " + taskId);
  }

  private void tell(String line) {
    synchronized (this) {
      if (pending.size() >= MOST_LINES) {
        pending.clear();
        pending.add(MISSED);
      } else {
        pending.add(line);
      }
    }
    wanted.release();
  }

  private void run() {
    boolean missed = false;
    while (!closed) {
      wanted.acquireUninterruptibly();
      LockSupport.parkNanos(COLLECTED_FOR.toNanos());
      wanted.drainPermits();
      missed = !sent(messages(taken(), missed));
      if (missed && !closed) {
        LockSupport.parkNanos(AFTER_A_FAULT.toNanos());
        wanted.release();
      }
    }
    sent(messages(taken(), missed)); // what came while the last ones were sent
  }

  private boolean sent(List<String> messages) {
    try {
      if (!messages.isEmpty()) {
        database.send(messages);
      }
      return true;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "other nodes are not told for now", e);
      return false;
    }
  }

  private synchronized Set<String> taken() {
    Set<String> lines = pending;
    pending = new LinkedHashSet<>();
    return lines;
  }

  /** Each begins with the id of this node. */
  private List<String> messages(Set<String> lines, boolean missed) {
    List<String> messages = new ArrayList<>();
    StringBuilder message = new StringBuilder(node);
    if (missed) {
      message.append('\n').append(MISSED);
    }
    for (String line : lines) {
      if (message.length() + line.length() >= LONGEST_MESSAGE) {
        messages.add(message.toString());
        message = new StringBuilder(node);
      }
      message.append('\n').append(line);
    }
    if (message.length() > node.length()) {
      messages.add(message.toString());
    }
    return messages;
  }

  /** Tells what is still to be told, and no more. */
  @Override
  public void close() {
    closed = true;
    wanted.release();
    try {
      thread.join(LAST_WORDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.afterglow.tasks.store;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes waiting tasks for an engine, one owner after the other, the oldest of each first, and none
 * of a key that has as many under way as it may. What is taken is {@link TaskState.Sending} and on
 * disk before anybody talks to the engine.
 *
 * <p>Every question is one step down the index of unfinished work, so that a claim costs as many
 * steps as owners are looked at, not as tasks wait.
 */
public final class TaskClaims {
  private static final String WAITING =
      " from task where ended_ms is null and state = 'queued' and engine = ?";

  private final Database database;
  private final TaskWriter writer;
  private final InstantSource time;
  private final Caps caps;

  TaskClaims(Database database, TaskWriter writer, InstantSource time, Caps caps) {
    this.database = database;
    this.writer = writer;
    this.time = time;
    this.caps = caps;
  }

  /** How many tasks of one key may be under way at once; the others wait for their turn. */
  @FunctionalInterface
  public interface Caps {
    /** No key is bounded. */
    Caps NONE = (_, _) -> Integer.MAX_VALUE;

    /**
     * The cap of a key, at least 1; asked whenever a task of that key could start.
     *
     * @param tx to be read from: the claim's own transaction must not wait for another
     */
    int of(Connection tx, String keyId) throws SQLException;
  }

  /**
   * What was taken.
   *
   * @param lastOwner whose turn it was last, to be passed to the next claim; before the first it is
   *     empty text
   */
  public record Claimed(List<Task> tasks, String lastOwner) {}

  /** Takes up to {@code slots} tasks, beginning with the owner after {@code lastOwner}. */
  public Claimed claim(String engine, int slots, String lastOwner) {
    return database.write(tx -> claim(tx, engine, slots, lastOwner));
  }

  private Claimed claim(Connection tx, String engine, int slots, String lastOwner)
      throws SQLException {
    Map<String, Integer> running = runningByKey(tx);
    List<Task> claimed = new ArrayList<>();
    Set<String> passedOver = new HashSet<>();
    String turn = lastOwner;
    while (claimed.size() < slots) {
      Optional<String> owner = ownerAfter(tx, engine, turn);
      if (owner.isEmpty()) {
        break;
      }
      turn = owner.get();
      Optional<Task> next = startable(tx, engine, turn, running);
      if (next.isPresent()) {
        claimed.add(start(tx, next.get()));
        running.merge(next.get().keyId(), 1, Integer::sum);
        passedOver.clear();
      } else if (!passedOver.add(turn)) {
        break; // a whole round without a task that may start
      }
    }
    return new Claimed(claimed, claimed.isEmpty() ? lastOwner : claimed.getLast().ownerId());
  }

  private Task start(Connection tx, Task task) throws SQLException {
    return writer
        .change(tx, task, new TaskState.Sending(), time.instant())
        .orElseThrow(() -> new SQLException("a task changed within the transaction that read it"));
  }

  /** The oldest waiting task of an owner whose key may start one more. */
  private Optional<Task> startable(
      Connection tx, String engine, String owner, Map<String, Integer> running)
      throws SQLException {
    Optional<String> oldest = Optional.empty();
    Optional<String> key = keyAfter(tx, engine, owner, "");
    while (key.isPresent()) {
      if (running.getOrDefault(key.get(), 0) < caps.of(tx, key.get())) {
        Optional<String> head = head(tx, engine, owner, key.get());
        if (oldest.isEmpty() || head.orElseThrow().compareTo(oldest.get()) < 0) {
          oldest = head;
        }
      }
      key = keyAfter(tx, engine, owner, key.get());
    }
    return oldest.isPresent() ? TaskQueries.find(tx, owner, oldest.get()) : Optional.empty();
  }

  private static Optional<String> ownerAfter(Connection tx, String engine, String owner)
      throws SQLException {
    String sql = "select owner_id" + WAITING + " and owner_id > ? order by owner_id limit 1";
    Optional<String> after = text(tx, sql, engine, owner);
    return after.isPresent() ? after : text(tx, sql, engine, "");
  }

  private static Optional<String> keyAfter(Connection tx, String engine, String owner, String key)
      throws SQLException {
    return text(
        tx,
        "select key_id" + WAITING + " and owner_id = ? and key_id > ? order by key_id limit 1",
        engine,
        owner,
        key);
  }

  private static Optional<String> head(Connection tx, String engine, String owner, String key)
      throws SQLException {
    return text(
        tx,
        "select id" + WAITING + " and owner_id = ? and key_id = ? order by id limit 1",
        engine,
        owner,
        key);
  }

  private static Map<String, Integer> runningByKey(Connection tx) throws SQLException {
    Map<String, Integer> running = new HashMap<>();
    Statements.all(
        tx,
        row -> running.put(row.getString(1), row.getInt(2)),
        "select key_id, count(*) from task where ended_ms is null"
            + " and state in ('sending', 'running', 'storing') group by key_id");
    return running;
  }

  private static Optional<String> text(Connection tx, String sql, Object... values)
      throws SQLException {
    return Statements.first(tx, row -> row.getString(1), sql, values);
  }
}

package dev.afterglow.tasks.store;

import dev.afterglow.routing.Cell;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of many waiting tasks, by the rule of {@link TaskReads#ahead}. Each owner's line is
 * read once, however many of its tasks are asked for. Works inside its caller's transaction.
 */
final class QueuePlaces {
  private final Connection tx;
  private final List<Cell> cells;
  private final Map<String, Long> waiting = new HashMap<>();
  private final Map<String, List<String>> lines = new HashMap<>();
  private final long[] counts;
  private final long[] sums;

  private QueuePlaces(Connection tx) throws SQLException {
    this.tx = tx;
    this.cells = TaskReads.waitingCells(tx);
    record Depth(String owner, long tasks) {}
    for (Depth depth :
        Statements.all(
            tx,
            row -> new Depth(row.getString(1), row.getLong(2)),
            "select owner_id, tasks from waiting")) {
      waiting.put(depth.owner(), depth.tasks());
    }
    this.counts = waiting.values().stream().mapToLong(Long::longValue).sorted().toArray();
    this.sums = new long[counts.length + 1];
    for (int i = 0; i < counts.length; i++) {
      sums[i + 1] = sums[i] + counts[i];
    }
  }

  /** How many tasks come before each of these, by id; without those that do not wait any more. */
  static Map<String, Integer> of(Connection tx, List<Task> tasks) throws SQLException {
    QueuePlaces places = new QueuePlaces(tx);
    Map<String, Integer> found = new HashMap<>();
    for (Task task : tasks) {
      if (task.state() instanceof TaskState.Queued) {
        int own = Collections.binarySearch(places.line(task.ownerId()), task.id());
        if (own >= 0) {
          found.put(task.id(), Math.toIntExact(own + places.others(task.ownerId(), own + 1L)));
        }
      }
    }
    return found;
  }

  private List<String> line(String ownerId) throws SQLException {
    List<String> known = lines.get(ownerId);
    if (known != null) {
      return known;
    }
    List<String> line = new ArrayList<>();
    for (Cell cell : cells) {
      line.addAll(
          Statements.all(
              tx,
              row -> row.getString(1),
              "select id from task where ended_ms is null and state = 'queued'"
                  + " and cell = ? and owner_id = ?",
              cell.text(),
              ownerId));
    }
    Collections.sort(line);
    lines.put(ownerId, line);
    return line;
  }

  /** What all others have waiting, of each at most so many. */
  private long others(String ownerId, long each) {
    int less = Arrays.binarySearch(counts, each);
    int from = less < 0 ? -less - 1 : less;
    long all = sums[from] + each * (counts.length - from);
    return all - Math.min(waiting.getOrDefault(ownerId, 0L), each);
  }
}

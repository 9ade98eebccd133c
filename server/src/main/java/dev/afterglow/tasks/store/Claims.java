package dev.afterglow.tasks.store;

import dev.afterglow.routing.Cell;
import dev.afterglow.routing.Plan;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.store.ClaimRequest.Claimed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes waiting tasks for engines that have room. Works inside its caller's transaction.
 *
 * <p>Every question is one step down the index of unfinished work, so that a claim costs as many
 * steps as owners, keys and cells are looked at, not as tasks wait.
 */
final class Claims {
  /**
   * How many tasks of an owner are looked at that fit nowhere, before it is the next one's turn.
   */
  private static final int LOOK_AHEAD = 20;

  /**
   * Steps down the index {@code task_open}, written as ranges of its rows. As equalities they would
   * leave PostgreSQL the choice of any index in the order of what is left, such as the primary key,
   * through which it then walks all that an owner has under way. What comes after all of an owner's
   * or of a key's is what comes after the last id that there could be: SQLite walks through rows
   * that are equal in the columns compared.
   */
  private static final String OWNER_AFTER =
      "select owner_id from task where ended_ms is null"
          + " and (state, cell, owner_id, key_id) > ('queued', ?, ?, '\uffff')"
          + " and (state, cell) <= ('queued', ?)"
          + " order by state, cell, owner_id, key_id, id limit 1";

  private static final String KEY_AFTER =
      "select key_id from task where ended_ms is null"
          + " and (state, cell, owner_id, key_id, id) > ('queued', ?, ?, ?, '\uffff')"
          + " and (state, cell, owner_id) <= ('queued', ?, ?)"
          + " order by state, cell, owner_id, key_id, id limit 1";

  private static final String ID_AFTER =
      "select id from task where ended_ms is null"
          + " and (state, cell, owner_id, key_id, id) > ('queued', ?, ?, ?, ?)"
          + " and (state, cell, owner_id, key_id) <= ('queued', ?, ?, ?)"
          + " order by state, cell, owner_id, key_id, id limit 1";

  private final TaskWriter writer;
  private final KeyCaps caps;
  private final ClaimRules rules;

  Claims(TaskWriter writer, KeyCaps caps, ClaimRules rules) {
    this.writer = writer;
    this.caps = caps;
    this.rules = rules;
  }

  Claimed claim(Connection tx, ClaimRequest request, Instant at) throws SQLException {
    return new Round(tx, request, TaskReads.waitingCells(tx), at).claim();
  }

  /** A task at the head of what waits, and where it can go. */
  private record Placed(Task task, Plan plan) {}

  /** What an owner's key has waiting in a cell. */
  private record Lane(Cell cell, String ownerId, String keyId) {}

  /** The oldest task of a lane that may still be taken in this round. */
  private record Head(String id, Lane lane) {}

  /** One claim. */
  private final class Round {
    private final Connection tx;
    private final ClaimRequest request;
    private final List<Cell> cells;
    private final Instant at;
    private final Taken taken = new Taken();
    private final Map<String, Integer> takenOfKey = new HashMap<>();
    private final Map<String, Integer> roomOfKey = new HashMap<>();

    /** The last one taken in each lane: what is older was passed over, and finds no room later. */
    private final Map<Lane, String> lastTaken = new HashMap<>();

    /** In the order of ids: two nodes that change the counts of some owners never cross. */
    private final SortedMap<String, Integer> takenOfOwner = new TreeMap<>();

    private Round(Connection tx, ClaimRequest request, List<Cell> cells, Instant at) {
      this.tx = tx;
      this.request = request;
      this.cells = cells;
      this.at = at;
    }

    private Claimed claim() throws SQLException {
      List<Task> claimed = new ArrayList<>();
      Set<String> passedOver = new HashSet<>();
      String turn = request.lastOwner();
      while (claimed.size() < request.most()) {
        List<Cell> open = open();
        Optional<String> owner = ownerAfter(open, turn);
        if (owner.isEmpty()) {
          break;
        }
        turn = owner.get();
        Optional<Placed> next = placed(open, turn);
        if (next.isPresent()) {
          start(next.get()).ifPresent(claimed::add);
          passedOver.clear();
        } else if (!passedOver.add(turn)) {
          break; // a whole round without a task that may start
        }
      }
      for (Map.Entry<String, Integer> owner : takenOfOwner.entrySet()) {
        writer.begun(tx, owner.getKey(), owner.getValue());
      }
      String last = claimed.isEmpty() ? request.lastOwner() : claimed.getLast().ownerId();
      return new Claimed(claimed, last, claimed.size() == request.most());
    }

    private List<Cell> open() {
      return cells.stream().filter(cell -> request.placement().open(cell, taken)).toList();
    }

    /** Begins the attempt; empty if somebody else took the task first. */
    private Optional<Task> start(Placed next) throws SQLException {
      Task task = next.task();
      String engine = next.plan().engine().name();
      lastTaken.put(new Lane(task.cell(), task.ownerId(), task.keyId()), task.id());
      if (!writer.begin(tx, task, 0, engine, next.plan().segments(), at)) {
        return Optional.empty();
      }
      taken.add(engine, task.model());
      takenOfKey.merge(task.keyId(), 1, Integer::sum);
      takenOfOwner.merge(task.ownerId(), 1, Integer::sum);
      return TaskReads.find(tx, task.ownerId(), task.id());
    }

    /** The oldest waiting task of an owner that may start and has somewhere to go. */
    private Optional<Placed> placed(List<Cell> open, String owner) throws SQLException {
      PriorityQueue<Head> heads = heads(open, owner);
      for (int looked = 0; looked < LOOK_AHEAD && !heads.isEmpty(); looked++) {
        Head head = heads.remove();
        Optional<Task> task = TaskReads.find(tx, owner, head.id());
        if (task.isPresent()) {
          Set<String> failed = Set.copyOf(TaskReads.failedBy(tx, owner, head.id()));
          Optional<Plan> plan =
              request.placement().place(head.id(), head.lane().cell(), failed, taken);
          if (plan.isPresent()) {
            return Optional.of(new Placed(task.get(), plan.get()));
          }
        }
        idAfter(head.lane(), head.id()).ifPresent(id -> heads.add(new Head(id, head.lane())));
      }
      return Optional.empty();
    }

    private PriorityQueue<Head> heads(List<Cell> open, String owner) throws SQLException {
      PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::id));
      for (Cell cell : open) {
        Optional<String> key = keyAfter(cell, owner, "");
        while (key.isPresent()) {
          String keyId = key.get();
          if (mayStart(keyId)) {
            Lane lane = new Lane(cell, owner, keyId);
            idAfter(lane, lastTaken.getOrDefault(lane, ""))
                .ifPresent(id -> heads.add(new Head(id, lane)));
          }
          key = keyAfter(cell, owner, keyId);
        }
      }
      return heads;
    }

    private boolean mayStart(String keyId) throws SQLException {
      Integer room = roomOfKey.get(keyId);
      if (room == null) {
        room = room(keyId);
        roomOfKey.put(keyId, room);
      }
      return takenOfKey.getOrDefault(keyId, 0) < room;
    }

    /**
     * How many tasks of a key may start in this round. It is asked once: nobody else begins a task
     * of a key whose turn is ours, and what ends meanwhile counts in the next round.
     */
    private int room(String keyId) throws SQLException {
      int cap = caps.of(tx, keyId);
      return switch (rules) {
        case ALONE -> cap - request.underWay().applyAsInt(keyId);
        case AMONG_NODES -> {
          if (cap == KeyCaps.UNBOUNDED) {
            yield cap;
          }
          // Another node that is taking tasks of this key at this moment is not waited for.
          yield ClaimRules.lockKey(tx, keyId) ? cap - ClaimRules.underWay(tx, keyId) : 0;
        }
      };
    }

    private Optional<String> ownerAfter(List<Cell> open, String owner) throws SQLException {
      Optional<String> after = nextOwner(open, owner);
      return after.isPresent() ? after : nextOwner(open, "");
    }

    private Optional<String> nextOwner(List<Cell> open, String owner) throws SQLException {
      Optional<String> next = Optional.empty();
      for (Cell cell : open) {
        Optional<String> found = text(OWNER_AFTER, cell.text(), owner, cell.text());
        if (next.isEmpty() || (found.isPresent() && found.get().compareTo(next.get()) < 0)) {
          next = found.isPresent() ? found : next;
        }
      }
      return next;
    }

    private Optional<String> keyAfter(Cell cell, String owner, String key) throws SQLException {
      return text(KEY_AFTER, cell.text(), owner, key, cell.text(), owner);
    }

    private Optional<String> idAfter(Lane lane, String id) throws SQLException {
      String cell = lane.cell().text();
      return text(
          ID_AFTER + rules.suffix(),
          cell,
          lane.ownerId(),
          lane.keyId(),
          id,
          cell,
          lane.ownerId(),
          lane.keyId());
    }

    private Optional<String> text(String sql, Object... values) throws SQLException {
      return Statements.first(tx, row -> row.getString(1), sql, values);
    }
  }
}

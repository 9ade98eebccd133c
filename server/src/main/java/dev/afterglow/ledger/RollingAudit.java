package dev.afterglow.ledger;

import static dev.afterglow.sql.Statements.all;
import static dev.afterglow.sql.Statements.first;

import dev.afterglow.ledger.Discrepancy.Kind;
import dev.afterglow.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An {@link Audit} in pieces, for a server that looks now and then: owner by owner, with a bounded
 * number of entries in one snapshot. Entries are only ever added, so that those of an earlier round
 * are not read again: their sums are remembered in this process. An owner whose sums do not agree
 * is summed up from its first entry before anything is said. Whoever changes old entries behind the
 * server's back is found by the whole audit alone, and so is what disagrees of an owner that makes
 * more entries in a minute than a snapshot may read. Not for use by several threads.
 */
public final class RollingAudit {
  private static final int OWNERS_AT_ONCE = 100;

  /** Younger entries may be followed by one with an earlier time: clocks are set back a little. */
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private static final String OWNERS =
      """
      select min(id) from (
        select min(owner_id) as id from balance where owner_id > ?
        union all select min(owner_id) from entry where owner_id > ?) owners
      """;

  private static final String ENTRIES =
      """
      select created_ms, kind, reference, key_id, amount_micros from entry
      where owner_id = ? and (created_ms, kind, reference) > (?, ?, ?) and created_ms < ?
      order by created_ms, kind, reference limit ?
      """;

  private static final String HOLDS =
      """
      select owner_id, key_id, sum(amount_micros) from hold
      where owner_id between ? and ? group by owner_id, key_id
      """;

  private final Database database;
  private final InstantSource time;
  private final int rowsAtOnce;
  private final Map<String, Sums> verified = new HashMap<>();

  /**
   * @param rowsAtOnce the most rows of history that one snapshot reads
   */
  public RollingAudit(Database database, InstantSource time, int rowsAtOnce) {
    this.database = database;
    this.time = time;
    this.rowsAtOnce = rowsAtOnce;
  }

  /** What one owner holds under one key. */
  private record Held(String owner, String key, long micros) {}

  /** Where an owner's entries were read to, in the order of their index. */
  private record Mark(long createdMillis, String kind, String reference) {
    static final Mark START = new Mark(Long.MIN_VALUE, "", "");
  }

  /** One entry as it is summed up. */
  private record Row(Mark mark, Optional<String> keyId, long micros) {}

  /** What an owner's entries up to a mark come to. */
  private record Sums(Mark mark, long totalMicros, Map<String, Long> chargedByKey) {
    static final Sums NONE = new Sums(Mark.START, 0, Map.of());

    Sums and(List<Row> rows) {
      long total = totalMicros;
      Map<String, Long> charged = new HashMap<>(chargedByKey);
      for (Row row : rows) {
        total += row.micros;
        if (row.mark.kind.equals(Entry.Kind.CHARGE.id())) {
          charged.merge(row.keyId.orElse(""), -row.micros, Long::sum);
        }
      }
      return new Sums(rows.isEmpty() ? mark : rows.getLast().mark, total, charged);
    }

    long chargedMicros() {
      return sum(chargedByKey);
    }
  }

  /**
   * Every discrepancy; empty if all is well. Takes its time, so it belongs on a platform thread.
   */
  public List<Discrepancy> discrepancies() {
    List<Discrepancy> found = new ArrayList<>();
    List<String> owners = owners("");
    while (!owners.isEmpty()) {
      found.addAll(ofOwners(owners));
      owners = owners(owners.getLast());
    }
    return found;
  }

  private List<String> owners(String after) {
    return database.read(tx -> {
      List<String> owners = new ArrayList<>();
      Optional<String> next = nextOwner(tx, after);
      while (next.isPresent()) {
        owners.add(next.get());
        next = owners.size() < OWNERS_AT_ONCE ? nextOwner(tx, next.get()) : Optional.empty();
      }
      return owners;
    });
  }

  private static Optional<String> nextOwner(Connection tx, String after) throws SQLException {
    return first(tx, row -> Optional.ofNullable(row.getString(1)), OWNERS, after, after)
        .flatMap(owner -> owner);
  }

  private List<Discrepancy> ofOwners(List<String> owners) {
    owners.forEach(o -> verified.put(o, settled(o, verified.getOrDefault(o, Sums.NONE))));
    List<String> suspicious = new ArrayList<>();
    compare(owners)
        .forEach((owner, found) -> {
          if (!found.isEmpty()) {
            suspicious.add(owner);
          }
        });
    suspicious.forEach(owner -> verified.put(owner, settled(owner, Sums.NONE)));
    return compare(suspicious).values().stream().flatMap(List::stream).toList();
  }

  /** Goes on with the sums to the youngest entry that is settled, some at a time. */
  private Sums settled(String owner, Sums from) {
    long until = time.instant().minus(SETTLED).toEpochMilli();
    Sums sums = from;
    List<Row> rows = database.read(tx -> rows(tx, owner, from.mark, until, rowsAtOnce));
    while (!rows.isEmpty()) {
      sums = sums.and(rows);
      Mark mark = sums.mark;
      rows =
          rows.size() < rowsAtOnce
              ? List.of()
              : database.read(tx -> rows(tx, owner, mark, until, rowsAtOnce));
    }
    return sums;
  }

  private static List<Row> rows(Connection tx, String owner, Mark after, long until, int most)
      throws SQLException {
    return all(
        tx,
        row ->
            new Row(
                new Mark(row.getLong(1), row.getString(2), row.getString(3)),
                Optional.ofNullable(row.getString(4)),
                row.getLong(5)),
        ENTRIES,
        owner,
        after.createdMillis,
        after.kind,
        after.reference,
        until,
        most);
  }

  /** What disagrees by owner; these are in ascending order. */
  private Map<String, List<Discrepancy>> compare(List<String> owners) {
    Map<String, List<Discrepancy>> compared = new LinkedHashMap<>();
    while (compared.size() < owners.size()) {
      List<String> left = owners.subList(compared.size(), owners.size());
      compared.putAll(database.read(tx -> compareSome(tx, left)));
    }
    return compared;
  }

  /**
   * One snapshot: the entries that are not settled yet, the open holds, and what is kept. As many
   * of the owners as there is room for, and at least the first.
   */
  private Map<String, List<Discrepancy>> compareSome(Connection tx, List<String> owners)
      throws SQLException {
    Map<String, Map<String, Long>> held = holds(tx, owners.getFirst(), owners.getLast());
    Map<String, List<Discrepancy>> compared = new LinkedHashMap<>();
    int room = rowsAtOnce;
    for (String owner : owners) {
      Sums settled = verified.getOrDefault(owner, Sums.NONE);
      List<Row> young = rows(tx, owner, settled.mark, Long.MAX_VALUE, room + 1);
      if (young.size() <= room) {
        Set<Discrepancy> found = new LinkedHashSet<>();
        Map<String, Long> itsOwn = held.getOrDefault(owner, Map.of());
        room -= young.size() + compareOne(tx, owner, settled.and(young), itsOwn, found);
        compared.put(owner, List.copyOf(found));
      } else if (compared.isEmpty()) {
        compared.put(owner, List.of()); // it does too much at this moment to be judged
      }
      if (room <= 0 || young.size() > room) {
        break;
      }
    }
    return compared;
  }

  /** Compares one owner's sums, and counts the keys that were looked up for it. */
  private static int compareOne(
      Connection tx, String owner, Sums sums, Map<String, Long> held, Set<Discrepancy> found)
      throws SQLException {
    long[] kept =
        kept(
            tx,
            "select held_micros, used_micros, balance_micros from balance where owner_id = ?",
            owner);
    compare(Kind.BALANCE, owner, sums.totalMicros, kept[2], found);
    compare(Kind.HELD, owner, sum(held), kept[0], found);
    compare(Kind.USED, owner, sums.chargedMicros(), kept[1], found);
    long available = sums.totalMicros - sum(held);
    if (available < 0) {
      found.add(new Discrepancy(Kind.OVERDRAWN, owner, 0, available));
    }
    Set<String> keys = keys(tx, owner, sums, held);
    for (String key : keys) {
      long[] spend =
          kept(tx, "select held_micros, used_micros, 0 from key_spend where key_id = ?", key);
      compare(Kind.HELD, key, held.getOrDefault(key, 0L), spend[0], found);
      compare(Kind.USED, key, sums.chargedByKey.getOrDefault(key, 0L), spend[1], found);
    }
    return keys.size();
  }

  /** Every key that the owner has, or that something of the owner's is booked under. */
  private static Set<String> keys(Connection tx, String owner, Sums sums, Map<String, Long> held)
      throws SQLException {
    Set<String> keys = new TreeSet<>(sums.chargedByKey.keySet());
    keys.addAll(held.keySet());
    keys.addAll(all(tx, r -> r.getString(1), "select id from api_key where owner_id = ?", owner));
    keys.remove("");
    return keys;
  }

  /** What is held by key, of each of these owners. Open holds are as many as tasks at hand. */
  private static Map<String, Map<String, Long>> holds(Connection tx, String first, String last)
      throws SQLException {
    Map<String, Map<String, Long>> held = new HashMap<>();
    all(tx, row -> new Held(row.getString(1), row.getString(2), row.getLong(3)), HOLDS, first, last)
        .forEach(hold ->
            held.computeIfAbsent(hold.owner, _ -> new HashMap<>()).put(hold.key, hold.micros));
    return held;
  }

  private static long[] kept(Connection tx, String sql, String id) throws SQLException {
    return first(tx, row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)}, sql, id)
        .orElseGet(() -> new long[3]);
  }

  private static long sum(Map<String, Long> micros) {
    return micros.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void compare(
      Kind kind, String about, long summed, long kept, Set<Discrepancy> found) {
    if (kept != summed) {
      found.add(new Discrepancy(kind, about, summed, kept));
    }
  }
}

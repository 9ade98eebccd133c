package dev.afterglow.webhooks;

import static dev.afterglow.sql.Statements.optionalInstant;
import static java.util.stream.Collectors.joining;

import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Callback;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Deliveries as rows: the outbox and the log are one table. Works inside a transaction. */
final class DeliveryRows {
  private static final String SELECT =
      "select owner_id, id, message_id, type, task_id, target, url, language, base_url, state,"
          + " created_ms, since_ms, attempts, next_ms, last_ms, status, fault"
          + " from webhook_delivery";
  private static final int SWEPT_AT_ONCE = 500;

  /** One place that deliveries wait for. */
  record Target(String ownerId, String name) {
    static final Target FIRST = new Target("", "");
  }

  /** Adds one that is due at once, unless there is one with this id. */
  void add(Connection tx, Delivery delivery) throws SQLException {
    Optional<Callback> callback = delivery.callback();
    Statements.change(
        tx,
        "insert into webhook_delivery (owner_id, id, message_id, type, task_id, target, url,"
            + " language, base_url, state, created_ms, since_ms, attempts, next_ms)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, 0, ?)"
            + " on conflict (owner_id, id) do nothing",
        delivery.ownerId(),
        delivery.id(),
        delivery.messageId(),
        delivery.type().wire(),
        delivery.taskId(),
        delivery.target(),
        callback.map(Callback::url).orElse(null),
        callback.map(Callback::language).orElse(null),
        callback.map(Callback::baseUrl).orElse(null),
        delivery.createdAt().toEpochMilli(),
        delivery.since().toEpochMilli(),
        delivery.createdAt().toEpochMilli());
  }

  Optional<Delivery> find(Connection tx, String ownerId, String id) throws SQLException {
    return Statements.first(
        tx, DeliveryRows::read, SELECT + " where owner_id = ? and id = ?", ownerId, id);
  }

  /** When the first of all is due; empty if none waits. */
  Optional<Instant> firstDue(Connection tx) throws SQLException {
    return Statements.first(
        tx,
        row -> Instant.ofEpochMilli(row.getLong(1)),
        "select next_ms from webhook_delivery where ended_ms is null order by next_ms limit 1");
  }

  /** The next targets behind this one that deliveries wait for, whenever those are due. */
  List<Target> targets(Connection tx, Target after, int most) throws SQLException {
    List<Target> found = new ArrayList<>();
    Optional<Target> next = targetAfter(tx, after);
    while (next.isPresent() && found.size() < most) {
      found.add(next.get());
      next = targetAfter(tx, next.get());
    }
    return found;
  }

  /** One step down the index. */
  private static Optional<Target> targetAfter(Connection tx, Target after) throws SQLException {
    return Statements.first(
        tx,
        row -> new Target(row.getString(1), row.getString(2)),
        "select owner_id, target from webhook_delivery"
            + " where ended_ms is null and (owner_id, target) > (?, ?)"
            + " order by owner_id, target limit 1",
        after.ownerId(),
        after.name());
  }

  /**
   * A target in trouble, as far as the deliveries that wait for it tell.
   *
   * @param failures how often the same message failed, at least 1
   * @param last when an attempt last failed
   */
  record Unhealthy(Target target, int failures, Instant last) {}

  /**
   * The targets that were in trouble as a whole after this moment. An endpoint that has taken a
   * message since then is none of them.
   */
  List<Unhealthy> unhealthy(Connection tx, Instant after) throws SQLException {
    return Statements.all(
        tx,
        row ->
            new Unhealthy(
                new Target(row.getString(1), row.getString(2)),
                row.getInt(3),
                Instant.ofEpochMilli(row.getLong(4))),
        "select d.owner_id, d.target, max(d.attempts), max(d.last_ms) from webhook_delivery d"
            + " left join webhook_endpoint e on e.owner_id = d.owner_id and e.id = d.target"
            + " where d.ended_ms is null and d.attempts > 0 and d.last_ms > ?"
            + " and (d.status is null or d.status in ("
            + Attempted.SLOW_DOWN.stream().map(String::valueOf).collect(joining(", "))
            + ")) and (e.id is null or e.failing_since_ms is not null)"
            + " group by d.owner_id, d.target",
        after.toEpochMilli());
  }

  /** What is due for a target, the longest due first. */
  List<Delivery> due(Connection tx, Target target, Instant now, int most) throws SQLException {
    return Statements.all(
        tx,
        DeliveryRows::read,
        SELECT
            + " where ended_ms is null and owner_id = ? and target = ? and next_ms <= ?"
            + " order by next_ms limit ?",
        target.ownerId(),
        target.name(),
        now.toEpochMilli(),
        most);
  }

  /**
   * Takes a delivery for a while, in which it is not due for others.
   *
   * @return false if somebody else was faster
   */
  boolean take(Connection tx, Delivery seen, Instant until) throws SQLException {
    return Statements.change(
            tx,
            "update webhook_delivery set next_ms = ?"
                + " where owner_id = ? and id = ? and ended_ms is null and next_ms = ?",
            until.toEpochMilli(),
            seen.ownerId(),
            seen.id(),
            seen.nextAt().orElseThrow().toEpochMilli())
        == 1;
  }

  /** An attempt failed, and there will be another. */
  void again(Connection tx, Delivery seen, Delivery.Last last, Instant next) throws SQLException {
    Statements.change(
        tx,
        "update webhook_delivery set attempts = attempts + 1, next_ms = ?, last_ms = ?, status = ?,"
            + " fault = ? where owner_id = ? and id = ? and ended_ms is null",
        next.toEpochMilli(),
        last.at().toEpochMilli(),
        number(last.status()),
        last.fault().map(Delivery.Fault::word).orElse(null),
        seen.ownerId(),
        seen.id());
  }

  /** The last attempt was made. */
  void end(Connection tx, Delivery seen, Delivery.State state, Delivery.Last last)
      throws SQLException {
    Statements.change(
        tx,
        "update webhook_delivery set attempts = attempts + 1, state = ?, next_ms = null,"
            + " last_ms = ?, status = ?, fault = ?, ended_ms = ?"
            + " where owner_id = ? and id = ? and ended_ms is null",
        state.word(),
        last.at().toEpochMilli(),
        number(last.status()),
        last.fault().map(Delivery.Fault::word).orElse(null),
        last.at().toEpochMilli(),
        seen.ownerId(),
        seen.id());
  }

  /** It is not wanted any more, and no attempt was made. */
  void drop(Connection tx, Delivery seen, Instant at) throws SQLException {
    Statements.change(
        tx,
        "update webhook_delivery set state = 'dropped', next_ms = null, ended_ms = ?"
            + " where owner_id = ? and id = ? and ended_ms is null",
        at.toEpochMilli(),
        seen.ownerId(),
        seen.id());
  }

  /** Nothing that waits for this target is wanted any more. */
  void dropAll(Connection tx, String ownerId, String target, Instant at) throws SQLException {
    Statements.change(
        tx,
        "update webhook_delivery set state = 'dropped', next_ms = null, ended_ms = ?"
            + " where ended_ms is null and owner_id = ? and target = ?",
        at.toEpochMilli(),
        ownerId,
        target);
  }

  /** It is delivered once more, with time for attempts as if it were new. */
  void renew(Connection tx, Delivery seen, Instant at) throws SQLException {
    Statements.change(
        tx,
        "update webhook_delivery set state = 'pending', attempts = 0, since_ms = ?, next_ms = ?,"
            + " ended_ms = null where owner_id = ? and id = ?",
        at.toEpochMilli(),
        at.toEpochMilli(),
        seen.ownerId(),
        seen.id());
  }

  /** The owner's, of the newest tasks first. */
  List<Delivery> page(Connection tx, String ownerId, DeliveryQuery query) throws SQLException {
    StringBuilder sql = new StringBuilder(SELECT).append(" where owner_id = ?");
    List<Object> values = new ArrayList<>(List.of(ownerId));
    query
        .endpointId()
        .ifPresent(id -> {
          sql.append(" and target = ?");
          values.add(id);
        });
    query
        .taskId()
        .ifPresent(id -> {
          sql.append(" and task_id = ?");
          values.add(id);
        });
    query
        .state()
        .ifPresent(state -> {
          sql.append(" and state = ?");
          values.add(state.word());
        });
    query
        .after()
        .ifPresent(id -> {
          sql.append(" and id < ?");
          values.add(id);
        });
    sql.append(" order by id desc limit ?");
    values.add(query.limit());
    return Statements.all(tx, DeliveryRows::read, sql.toString(), values.toArray());
  }

  /** Forgets what ended before this moment, a bounded number. */
  int forget(Connection tx, Instant before) throws SQLException {
    return Statements.change(
        tx,
        "delete from webhook_delivery where (owner_id, id) in (select owner_id, id"
            + " from webhook_delivery where ended_ms is not null and ended_ms < ?"
            + " order by ended_ms limit ?)",
        before.toEpochMilli(),
        SWEPT_AT_ONCE);
  }

  /** How many wait. */
  long pending(Connection tx) throws SQLException {
    return Statements.first(
            tx,
            row -> row.getLong(1),
            "select count(*) from webhook_delivery where ended_ms is null")
        .orElseThrow();
  }

  /** Those that should have been tried before this moment, the longest due first. */
  List<Delivery> overdue(Connection tx, Instant before, int most) throws SQLException {
    return Statements.all(
        tx,
        DeliveryRows::read,
        SELECT + " where ended_ms is null and next_ms < ? order by next_ms limit ?",
        before.toEpochMilli(),
        most);
  }

  private static @Nullable Integer number(OptionalInt status) {
    return status.isPresent() ? status.getAsInt() : null;
  }

  private static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        row.getString("owner_id"),
        row.getString("id"),
        row.getString("message_id"),
        EventType.of(row.getString("type")).orElseThrow(),
        row.getString("task_id"),
        row.getString("target"),
        callback(row),
        Delivery.State.of(row.getString("state")).orElseThrow(),
        Instant.ofEpochMilli(row.getLong("created_ms")),
        Instant.ofEpochMilli(row.getLong("since_ms")),
        row.getInt("attempts"),
        optionalInstant(row, "next_ms"),
        last(row));
  }

  private static Optional<Callback> callback(ResultSet row) throws SQLException {
    String url = row.getString("url");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(new Callback(url, row.getString("language"), row.getString("base_url")));
  }

  private static Optional<Delivery.Last> last(ResultSet row) throws SQLException {
    Optional<Instant> at = optionalInstant(row, "last_ms");
    int code = row.getInt("status");
    OptionalInt status = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(code);
    Optional<Delivery.Fault> fault =
        Optional.ofNullable(row.getString("fault")).map(Delivery.Fault::of);
    return at.map(moment -> new Delivery.Last(moment, status, fault));
  }
}

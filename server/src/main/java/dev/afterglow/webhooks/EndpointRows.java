package dev.afterglow.webhooks;

import static dev.afterglow.sql.Statements.optionalInstant;

import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Endpoints as rows. Works inside its caller's transaction. */
final class EndpointRows {
  private static final String SELECT =
      "select owner_id, id, name, url, events, secret_version, previous_until_ms, created_ms,"
          + " updated_ms, failing_since_ms, disabled_ms, disabled_reason from webhook_endpoint";

  void add(Connection tx, Endpoint endpoint) throws SQLException {
    Statements.change(
        tx,
        "insert into webhook_endpoint (owner_id, id, name, url, events, secret_version, created_ms,"
            + " updated_ms) values (?, ?, ?, ?, ?, ?, ?, ?)",
        endpoint.ownerId(),
        endpoint.id(),
        endpoint.wanted().name(),
        endpoint.url(),
        events(endpoint),
        endpoint.signing().version(),
        endpoint.createdAt().toEpochMilli(),
        endpoint.updatedAt().toEpochMilli());
  }

  /** Writes everything that can change. */
  void update(Connection tx, Endpoint endpoint) throws SQLException {
    Statements.changeOne(
        tx,
        "update webhook_endpoint set name = ?, url = ?, events = ?, secret_version = ?,"
            + " previous_until_ms = ?, updated_ms = ?, failing_since_ms = ?, disabled_ms = ?,"
            + " disabled_reason = ? where owner_id = ? and id = ?",
        endpoint.wanted().name(),
        endpoint.url(),
        events(endpoint),
        endpoint.signing().version(),
        endpoint.signing().previousUntil().map(Instant::toEpochMilli).orElse(null),
        endpoint.updatedAt().toEpochMilli(),
        endpoint.failingSince().map(Instant::toEpochMilli).orElse(null),
        endpoint.disabled().map(disabled -> disabled.at().toEpochMilli()).orElse(null),
        endpoint.disabled().map(disabled -> disabled.reason().word()).orElse(null),
        endpoint.ownerId(),
        endpoint.id());
  }

  boolean delete(Connection tx, String ownerId, String id) throws SQLException {
    return Statements.change(
            tx, "delete from webhook_endpoint where owner_id = ? and id = ?", ownerId, id)
        == 1;
  }

  Optional<Endpoint> find(Connection tx, String ownerId, String id) throws SQLException {
    return Statements.first(
        tx, EndpointRows::read, SELECT + " where owner_id = ? and id = ?", ownerId, id);
  }

  /** The owner's, oldest first. */
  List<Endpoint> of(Connection tx, String ownerId) throws SQLException {
    return Statements.all(
        tx, EndpointRows::read, SELECT + " where owner_id = ? order by id", ownerId);
  }

  /** How many of all owners get no messages, though their owners want them. */
  long failed(Connection tx) throws SQLException {
    return Statements.first(
            tx,
            row -> row.getLong(1),
            "select count(*) from webhook_endpoint where disabled_reason in ('gone', 'failing')")
        .orElseThrow();
  }

  private static String events(Endpoint endpoint) {
    return endpoint.wanted().events().stream()
        .map(EventType::wire)
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static Endpoint read(ResultSet row) throws SQLException {
    Optional<Instant> disabledAt = optionalInstant(row, "disabled_ms");
    String reason = row.getString("disabled_reason");
    return new Endpoint(
        row.getString("owner_id"),
        row.getString("id"),
        new Endpoint.Subscription(
            row.getString("name"),
            row.getString("url"),
            Arrays.stream(row.getString("events").split(" "))
                .map(word -> EventType.of(word).orElseThrow())
                .collect(Collectors.toUnmodifiableSet())),
        new Endpoint.Signing(
            row.getInt("secret_version"), optionalInstant(row, "previous_until_ms")),
        Instant.ofEpochMilli(row.getLong("created_ms")),
        Instant.ofEpochMilli(row.getLong("updated_ms")),
        optionalInstant(row, "failing_since_ms"),
        disabledAt.map(at -> new Endpoint.Disabled(at, Endpoint.Reason.of(reason))));
  }
}
